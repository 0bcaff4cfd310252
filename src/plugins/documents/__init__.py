"""The JSON documents that transcripts are written as, as types: what the published schemas are made from."""
