"""The formats that transcripts are read from: one plugin a file, registered like any other."""
