"""Conversation analysis after Gail Jefferson (Glossary of transcript symbols, 2004)."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, hookimpl, option
from exact_transcription.plugins.formatting.buffered_text import BufferedText
from exact_transcription.plugins.formatting.conversation.conventions import Conventions, described
from exact_transcription.plugins.formatting.conversation.options import ConversationOptions
from exact_transcription.plugins.formatting.conversation.page import page


class JeffersonOptions(ConversationOptions):
    """What the page looks like."""

    line_numbers: bool = option(default=True, help="Number the lines.")


class JeffersonExporter(Exporter[JeffersonOptions]):
    """`(.)` under 0.2 s, `(0.5)`, `=` latch, `[ ]` overlap, `(word)` uncertain, `((…))` description."""

    name = "jefferson"
    title = "Jefferson transcript"
    description = "For conversation analysis: measured pauses, latches, overlaps below each other."
    extension = ".jefferson.txt"
    media_type = "text/plain"
    options = JeffersonOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: JeffersonOptions) -> None:
        """Write the page: pauses inside a turn inline, gaps between turns on lines of their own."""
        conventions = Conventions(
            pauses="jefferson",
            text=described,
            breaks_after=lambda _: False,
            uncertain_below=options.uncertain_below,
            width=options.line_width,
            line_numbers=options.line_numbers,
        )
        with BufferedText(stream) as text:
            for line in page(transcript, conventions, min_pause=options.min_pause):
                text.write(f"{line}\n")


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [JeffersonExporter()]
