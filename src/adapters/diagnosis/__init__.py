"""Looks at the machine: what is installed, what is there, what is missing."""
