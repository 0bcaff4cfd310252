"""WebVTT subtitles, read back."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Provenance
from exact_transcription.plugins import Importer, Options, hookimpl, option
from exact_transcription.plugins.formatting.plain_text import one_line
from exact_transcription.plugins.formatting.times import parse_clock
from exact_transcription.plugins.reading.assembly import Assembly, ReadSegment, ReadWord
from exact_transcription.plugins.reading.subtitle_speakers import SpeakerReader, SpeakerReading
from exact_transcription.plugins.reading.text_files import in_line, read_text

_TIMING = re.compile(r"^\s*([\d:]+\.\d{3})\s+-->\s+([\d:]+\.\d{3})(?:\s|$)")
_TAG = re.compile(r"<([^>]*)>")
_STAMP = re.compile(r"[\d:]+\.\d{3}")


class VttReadOptions(Options):
    """What the file does not say."""

    speakers: SpeakerReading = option(
        "none", help="Where speakers are named in the text, beside voice spans, which are always read."
    )
    language: str = option("", help="ISO 639-1 code of the language.")


class VttImporter(Importer[VttReadOptions]):
    """A segment a cue and voice; words with times where the cues have time stamps inside."""

    name = "vtt"
    title = "WebVTT subtitles"
    description = "A segment a cue and voice, with word times where the cues hold time stamps."
    extensions = (".vtt",)
    media_type = "text/vtt"
    options = VttReadOptions

    def read(self, stream: BinaryIO, options: VttReadOptions) -> Transcript:
        """Read the cues; notes, styles and regions are passed over."""
        lines = read_text(stream, "utf-8").split("\n")
        if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
            raise InvalidRequestError("This is not WebVTT: the first line is not WEBVTT.")
        assembly = Assembly(language=options.language)
        speakers = SpeakerReader(options.speakers)
        for start, end, text in _cues(lines):
            for voice in _voices(text, start, end):
                said = one_line(" ".join(piece for _, piece in voice.pieces))
                named, said = speakers.read(said) if voice.name is None else (voice.name, said)
                if said:
                    assembly.segments.append(
                        ReadSegment(
                            text=said,
                            start=start / 1000,
                            end=end / 1000,
                            speaker=named,
                            words=tuple(_words(voice, end, named)),
                        )
                    )
        return assembly.transcript()

    def recognizes(self, file_name: str, head: bytes) -> bool:
        """By its first line, whatever its name."""
        return super().recognizes(file_name, head) or head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")


@dataclass(slots=True)
class _Voice:
    """What one voice says in a cue: texts with the times at which they begin."""

    name: str | None
    pieces: list[tuple[int, str]] = field(default_factory=list)
    stamped: bool = False


def _cues(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    index = 0
    while index < len(lines):
        found = _TIMING.match(lines[index])
        index += 1
        if not found:
            continue
        with in_line(index, lines[index - 1]):
            start, end = parse_clock(found[1]), parse_clock(found[2])
            if end < start:
                raise ValueError("the end is before the start")
        first = index
        while index < len(lines) and lines[index].strip() and not _TIMING.match(lines[index]):
            index += 1
        yield start, end, "\n".join(lines[first:index])


def _voices(text: str, start: int, end: int) -> list[_Voice]:
    voices = [_Voice(None)]
    time, cursor = start, 0
    for tag in [*_TAG.finditer(text), None]:
        piece = html.unescape(text[cursor : tag.start() if tag else len(text)])
        if piece.strip():
            voices[-1].pieces.append((time, piece))
        if tag is None:
            break
        cursor = tag.end()
        if _STAMP.fullmatch(tag[1]):
            time = min(end, max(time, parse_clock(tag[1])))
            voices[-1].stamped = True
        elif tag[1].startswith(("v ", "v.", "v\t", "/v")):
            _, _, name = tag[1].partition(" ")
            voices.append(_Voice(one_line(html.unescape(name)) or None))
    return [voice for voice in voices if voice.pieces]


def _words(voice: _Voice, end: int, speaker: str | None) -> Iterator[ReadWord]:
    """Each text between time stamps is a word; several words share their time and are `interpolated`."""
    if not voice.stamped:
        return
    for number, (start, piece) in enumerate(voice.pieces):
        stop = voice.pieces[number + 1][0] if number + 1 < len(voice.pieces) else end
        tokens = piece.split()
        step = (stop - start) / len(tokens)
        for index, token in enumerate(tokens):
            yield ReadWord(
                text=token,
                start=round(start + index * step) / 1000,
                end=round(start + (index + 1) * step) / 1000,
                speaker=speaker,
                provenance=Provenance.EDITED if len(tokens) == 1 else Provenance.INTERPOLATED,
            )


@hookimpl
def exact_transcription_importers() -> Iterable[Importer[Any]]:
    """Give the format."""
    return [VttImporter()]
