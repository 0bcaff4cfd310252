"""Building blocks for formats: times, plain text, speakers, utterances, pauses, subtitle cues.

Third parties may import the modules of this package; what they hold is kept within a major version.
"""
