"""Options that all subtitle formats share."""

from typing import Literal

from exact_transcription.plugins.formatting.reading import ReadingOptions
from exact_transcription.plugins.options import option

SpeakerMarking = Literal["change", "always", "dash", "none"]


class CueOptions(ReadingOptions):
    """How a transcript is cut into cues and what they show."""

    max_line_width: int = option(
        42, help="Columns in a line; East-Asian wide characters take two.", minimum=10, maximum=200
    )
    max_lines: int = option(2, help="Lines in a cue.", minimum=1, maximum=10)
    max_duration: float = option(
        7.0, help="Longest time for which a cue is shown, in seconds.", minimum=1.0, maximum=60.0
    )
    min_duration: float = option(
        1.0, help="Shortest time, in seconds, if the next cue leaves room.", minimum=0.0, maximum=10.0
    )
    max_speed: float = option(
        20.0, help="Characters a second that people can read, if the next cue leaves room.", minimum=1.0
    )
    speakers: SpeakerMarking = option(
        "change",
        help="Who speaks: named when the speaker changes or always, marked by dashes in shared cues, or not.",
    )
    min_pause: float = option(
        0.5, help="Shortest pause that is written, in seconds.", minimum=0.0, maximum=3600.0
    )
    time_offset: float = option(
        0.0,
        help="Seconds added to all times; what would begin before 0 is cut off.",
        minimum=-1e6,
        maximum=1e6,
    )
