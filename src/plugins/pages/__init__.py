"""A transcript as pages for people: what the printed and the clickable formats share."""
