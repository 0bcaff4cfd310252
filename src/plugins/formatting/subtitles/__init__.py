"""Subtitles: what is said, cut into cues that can be read in the time they are shown.

The defaults follow common guides for subtitles (BBC, Netflix): two lines of 42 columns, at most 20 characters
a second where the time allows, seven seconds at most, breaks at the ends of sentences and clauses.
"""
