"""Transcripts as conversation analysts read them: measured pauses, latches, aligned overlap."""
