"""Options that all formats for reading share, and what they make of a transcript."""

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.formatting.fillers import without_fillers
from exact_transcription.plugins.formatting.pause_marks import PauseStyle
from exact_transcription.plugins.options import Options, option


class ReadingOptions(Options):
    """How much of the talk is shown beside the words."""

    pauses: PauseStyle = option("none", help="How to write pauses.")
    min_pause: float = option(
        0.2, help="Shortest pause that is written, in seconds.", minimum=0.0, maximum=3600.0
    )
    drop_fillers: bool = option(
        default=False,
        help="Leave hesitations (um, uh, äh, euh, …) out for clean reading, where the language is known.",
    )


class ParagraphOptions(ReadingOptions):
    """What stands before a paragraph, where it is text alone."""

    speakers: bool = option(default=True, help="Begin every paragraph with the speaker's name.")
    times: bool = option(default=True, help="Begin every paragraph with its time.")


def for_reading(transcript: Transcript, options: ReadingOptions) -> Transcript:
    """The transcript as the options want it read."""
    return without_fillers(transcript) if options.drop_fillers else transcript
