"""Building blocks for formats that are read: text without markup, and putting transcripts together."""
