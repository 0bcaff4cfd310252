"""Value objects and pure functions: what a transcript is and how its parts are worked out."""
