"""Lines of a conversation as a page of plain text: numbers, speakers, talk in three columns."""

from collections.abc import Iterator

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.formatting.conversation.conventions import Conventions
from exact_transcription.plugins.formatting.conversation.layout import lay_out
from exact_transcription.plugins.formatting.plain_text import display_width

_LABEL_WIDTH = 24


def page(transcript: Transcript, conventions: Conventions, *, min_pause: float) -> Iterator[str]:
    """The lines of the page, without line ends; all talk begins in one column, or overlap would not align."""
    lines = lay_out(transcript, conventions, min_pause=min_pause)
    labels = {line.label: _shortened(line.label) for line in lines}
    width = max((display_width(label) + 1 for label in labels.values() if label), default=0)
    digits = max(2, len(str(len(lines))))
    for number, line in enumerate(lines, start=1):
        label = labels[line.label]
        shown = f"{label}:" if label else ""
        column = shown + " " * (width - display_width(shown))
        head = f"{number:0{digits}d}  " if conventions.line_numbers else ""
        yield f"{head}{column}{' ' if width else ''}{line.text()}".rstrip()


def _shortened(label: str) -> str:
    if display_width(label) <= _LABEL_WIDTH:
        return label
    while display_width(label) > _LABEL_WIDTH - 1:
        label = label[:-1]
    return f"{label}…"
