"""The ways in: command line, worker and HTTP."""
