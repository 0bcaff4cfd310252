"""The formats that transcripts are written in: one plugin a file, registered like any other."""
