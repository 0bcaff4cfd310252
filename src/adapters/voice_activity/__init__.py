"""Telling talk from everything else."""
