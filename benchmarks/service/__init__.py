"""What the web service bears: many who follow, and large uploads."""
