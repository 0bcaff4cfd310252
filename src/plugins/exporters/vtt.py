"""WebVTT subtitles (https://www.w3.org/TR/webvtt1/)."""

from collections.abc import Iterable
from typing import Any, BinaryIO, Literal

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, hookimpl, option
from exact_transcription.plugins.formatting.subtitles.cues import Cue, CuePart, cues, text_of
from exact_transcription.plugins.formatting.subtitles.options import CueOptions
from exact_transcription.plugins.formatting.subtitles.units import Unit, spaced_tokens
from exact_transcription.plugins.formatting.times import clock


class VttOptions(CueOptions):
    """What WebVTT subtitles can look like."""

    speakers: Literal["voice", "change", "always", "dash", "none"] = option(  # type: ignore[assignment]
        "voice",
        help="Who speaks: as voice spans for players and style sheets, named in the text when the speaker "
        "changes or always, marked by dashes in shared cues, or not.",
    )
    word_times: bool = option(default=False, help="Put each word's time into the cue, for karaoke display.")


class VttExporter(Exporter[VttOptions]):
    """WebVTT: the subtitles of the web."""

    name = "vtt"
    title = "WebVTT subtitles"
    description = "Subtitles for web players, with the speakers as voice spans and optional word times."
    extension = ".vtt"
    media_type = "text/vtt"
    options = VttOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: VttOptions) -> None:
        """Write the cues in the order of their starts."""
        stream.write(b"WEBVTT\n\n")
        for cue in cues(transcript, options):
            head = f"{clock(cue.start)} --> {clock(cue.end)}\n"
            text = "\n".join(_part(cue, part, options) for part in cue.parts)
            stream.write(f"{head}{text}\n\n".encode())


def _part(cue: Cue, part: CuePart, options: VttOptions) -> str:
    clocks = _Clocks(cue) if options.word_times else None
    lines = [_timed_line(line, clocks) if clocks else _escaped(text_of(line)) for line in part.lines]
    text = "\n".join(lines)
    if options.speakers in {"voice", "dash"} and part.label:
        return f"<v {_escaped(part.label)}>{text}</v>"
    return text


class _Clocks:
    """Time stamps inside a cue have to grow and to lie inside it."""

    def __init__(self, cue: Cue) -> None:
        self._last, self._end = cue.start, cue.end

    def stamp(self, start: int) -> str:
        if not self._last < start < self._end:
            return ""
        self._last = start
        return f"<{clock(start)}>"


def _timed_line(line: tuple[Unit, ...], clocks: _Clocks) -> str:
    pieces = []
    for number, unit in enumerate(line):
        for gap, token in spaced_tokens(unit):
            stamp = clocks.stamp(token.start) if token.spoken else ""
            space = gap or (" " if number and unit.gap and token is unit.tokens[0] else "")
            pieces.append(space + stamp + _escaped(token.text))
    return "".join(pieces)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [VttExporter()]
