"""GAT 2 minimal transcripts (Selting et al. 2009, Gesprächsforschung 10, 353-402)."""

import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from exact_transcription.core.domain.text import ends_clause, ends_sentence
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, hookimpl
from exact_transcription.plugins.formatting.buffered_text import BufferedText
from exact_transcription.plugins.formatting.conversation.conventions import Conventions, described
from exact_transcription.plugins.formatting.conversation.options import ConversationOptions
from exact_transcription.plugins.formatting.conversation.page import page

_PUNCTUATION = re.compile(r"(?!['’-])[^\w\u0300-\u036f]+|^['’-]+|['’-]+$")  # noqa: RUF001 - apostrophes


class Gat2Exporter(Exporter[ConversationOptions]):
    """Minimal transcript: lower case, no punctuation, a line an intonation phrase, numbered lines.

    Phrases are taken to end where the recogniser put a punctuation mark. Pauses are written as measured ones,
    which GAT 2 gives in tenths of a second.
    """

    name = "gat2"
    title = "GAT 2 minimal transcript"
    description = "For the study of talk in German linguistics: phrases, measured pauses, aligned overlap."
    extension = ".gat2.txt"
    media_type = "text/plain"
    options = ConversationOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: ConversationOptions) -> None:
        """Write the page."""
        conventions = Conventions(
            pauses="gat2",
            text=_spelled,
            breaks_after=lambda word: ends_sentence(word) or ends_clause(word),
            uncertain_below=options.uncertain_below,
            width=options.line_width,
            line_numbers=True,
        )
        with BufferedText(stream) as text:
            for line in page(transcript, conventions, min_pause=options.min_pause):
                text.write(f"{line}\n")


def _spelled(text: str) -> str:
    lowered = text.lower()
    return described(lowered) if "[" in text or "]" in text else _PUNCTUATION.sub("", lowered)


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [Gat2Exporter()]
