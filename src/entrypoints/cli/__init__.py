"""The command line, for batch work and for administration."""
