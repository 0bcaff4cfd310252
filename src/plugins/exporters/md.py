"""Markdown for reading and for wikis."""

import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, hookimpl, option
from exact_transcription.plugins.formatting.buffered_text import BufferedText
from exact_transcription.plugins.formatting.dialogue import dialogue_lines
from exact_transcription.plugins.formatting.plain_text import one_line
from exact_transcription.plugins.formatting.reading import ParagraphOptions, for_reading
from exact_transcription.plugins.formatting.times import milliseconds, short_clock

_INLINE = re.compile(r"[\\`*\[\]<>&|~$]|(?<![^\W_])_|_(?![^\W_])")
_AT_START = re.compile(r"^(?:[#+=-]|\d+[.)])")


class MdOptions(ParagraphOptions):
    """What Markdown can look like."""

    title: bool = option(default=True, help="Begin with the recording's name, its length and the language.")


class MdExporter(Exporter[MdOptions]):
    """CommonMark: a heading a turn with speaker and time."""

    name = "md"
    title = "Markdown"
    description = "A heading a turn with speaker and time, for wikis, notes and version control."
    extension = ".md"
    media_type = "text/markdown"
    options = MdOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: MdOptions) -> None:
        """Write headings and paragraphs."""
        with BufferedText(stream) as text:
            separator = ""
            if options.title:
                text.write(_title(transcript))
                separator = "\n"
            shown = for_reading(transcript, options)
            for line in dialogue_lines(shown, style=options.pauses, min_pause=options.min_pause):
                heading = " · ".join(
                    part
                    for part in (
                        escaped(line.label) if options.speakers else "",
                        line.time if options.times else "",
                    )
                    if part
                )
                text.write(separator + (f"## {heading}\n\n" if heading else "") + f"{escaped(line.text)}\n")
                separator = "\n"


def escaped(text: str) -> str:
    """Text in which nothing means anything to Markdown."""
    inline = _INLINE.sub(lambda found: "\\" + found[0], text)
    return _AT_START.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", inline)


def _title(transcript: Transcript) -> str:
    name = escaped(one_line(transcript.media.name)) or "Transcript"
    length = short_clock(milliseconds(transcript.duration))
    facts = " · ".join(part for part in (length, escaped(transcript.language)) if part)
    return f"# {name}\n\n{facts}\n"


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [MdExporter()]
