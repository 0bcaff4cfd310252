"""What implements the ports; files mirror the names of the ports."""
