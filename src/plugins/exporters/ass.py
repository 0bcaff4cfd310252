"""Advanced SubStation Alpha with karaoke timing.

Written by hand: pysubs2 stops its clock at ten hours, which the format does not.
"""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, hookimpl, option
from exact_transcription.plugins.formatting.buffered_text import BufferedText
from exact_transcription.plugins.formatting.subtitles.cues import Cue, cues
from exact_transcription.plugins.formatting.subtitles.options import CueOptions
from exact_transcription.plugins.formatting.subtitles.units import Unit, spaced_tokens

_HEADER = """\
[Script Info]
ScriptType: v4.00+
WrapStyle: 0
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, \
MarginR, MarginV, Encoding
Style: Default,{font},{size},&H00FFFFFF,&H00A0A0A0,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,2,2,2,\
10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""Words are grey, the secondary colour, until they are spoken."""


class AssOptions(CueOptions):
    """What the subtitles look like."""

    karaoke: bool = option(default=True, help="Light each word up when it is spoken.")
    font: str = option("Arial", help="Name of the font.")
    font_size: int = option(20, help="Size of the font in script pixels.", minimum=4, maximum=400)


class AssExporter(Exporter[AssOptions]):
    r"""Events with `\k` times a word, in hundredths of a second."""

    name = "ass"
    title = "SubStation Alpha subtitles"
    description = "Subtitles with word-by-word karaoke timing and styles, for mpv, VLC, Aegisub and FFmpeg."
    extension = ".ass"
    media_type = "text/x-ssa"
    options = AssOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: AssOptions) -> None:
        """Write styles and events; the speaker stands in each event's name field."""
        with BufferedText(stream) as text:
            font = _field(options.font) or "Arial"
            text.write(_HEADER.format(font=font, size=options.font_size))
            for cue in cues(transcript, options):
                start = _hundredths(cue.start)
                end = max(_hundredths(cue.end), start + 1)
                name = _field(cue.parts[0].label) if len(cue.parts) == 1 else ""
                said = _text(cue, karaoke=options.karaoke)
                text.write(f"Dialogue: 0,{_clock(start)},{_clock(end)},Default,{name},0,0,0,,{said}\n")


def _text(cue: Cue, *, karaoke: bool) -> str:
    cursor = _hundredths(cue.start)
    lines = []
    for line in (line for part in cue.parts for line in part.lines):
        pieces = []
        for text, word_start, word_end in _tokens(line):
            start, end = max(cursor, _hundredths(word_start)), max(cursor, _hundredths(word_end))
            # A syllable without text waits until the word begins.
            wait = f"{{\\k{start - cursor}}}" if start > cursor else ""
            pieces.append(f"{wait}{{\\k{end - start}}}{text}" if karaoke else text)
            cursor = end
        lines.append("".join(pieces))
    return r"\N".join(lines)


def _tokens(line: tuple[Unit, ...]) -> Iterator[tuple[str, int, int]]:
    for number, unit in enumerate(line):
        for index, (gap, token) in enumerate(spaced_tokens(unit)):
            space = " " if number and not index and unit.gap else gap
            yield space + _escaped(token.text), token.start, token.end


def _hundredths(ms: int) -> int:
    return (ms + 5) // 10


def _clock(hundredths: int) -> str:
    minutes, rest = divmod(hundredths, 6000)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest // 100:02d}.{rest % 100:02d}"


def _field(text: str) -> str:
    """Fields are divided by commas, and there is no way to escape one."""
    return " ".join(text.replace(",", ";").split())


def _escaped(text: str) -> str:
    """Braces and backslashes mean something to renderers, and not all know a way to escape them."""
    return text.replace("\\", "\N{FULLWIDTH REVERSE SOLIDUS}").replace("{", "(").replace("}", ")")


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [AssExporter()]
