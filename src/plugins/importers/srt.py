"""SubRip subtitles, read back."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Importer, Options, hookimpl, option
from exact_transcription.plugins.formatting.plain_text import join_texts, one_line
from exact_transcription.plugins.formatting.subtitles.subrip_text import unguarded
from exact_transcription.plugins.formatting.times import parse_clock
from exact_transcription.plugins.reading.assembly import Assembly, ReadSegment
from exact_transcription.plugins.reading.subtitle_speakers import SpeakerReader, SpeakerReading
from exact_transcription.plugins.reading.text_files import in_line, read_text

_TIMING = re.compile(r"^\s*([\d:]+[,.]\d+)\s*-->\s*([\d:]+[,.]\d+)")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|\{\\[^{}]*\}|\{[a-zA-Z]:[^{}]*\}")


class SrtReadOptions(Options):
    """What the file does not say."""

    speakers: SpeakerReading = option(
        "change", help="Where speakers are named: where they change, before every text, or nowhere."
    )
    language: str = option("", help="ISO 639-1 code of the language.")
    encoding: str = option("utf-8", help="Encoding of the file.")


class SrtImporter(Importer[SrtReadOptions]):
    """A segment a cue; its words have no times of their own."""

    name = "srt"
    title = "SubRip subtitles"
    description = "A segment a cue, with speakers where they are named; the format holds no word times."
    extensions = (".srt",)
    media_type = "application/x-subrip"
    options = SrtReadOptions

    def read(self, stream: BinaryIO, options: SrtReadOptions) -> Transcript:
        """Read the cues; numbers are not looked at."""
        text = read_text(stream, options.encoding)
        assembly = Assembly(language=options.language)
        speakers = SpeakerReader(options.speakers)
        for start, end, lines in _cues(text.split("\n")):
            for part in _parts(lines):
                clean = one_line(join_texts([_clean(line) for line in part], options.language))
                speaker, said = speakers.read(clean)
                if said:
                    assembly.segments.append(
                        ReadSegment(text=said, speaker=speaker, start=start / 1000, end=end / 1000)
                    )
        return assembly.transcript()


def _cues(lines: list[str]) -> Iterator[tuple[int, int, list[str]]]:
    timings = [(index, found) for index, line in enumerate(lines) if (found := _TIMING.match(line))]
    if not timings and any(line.strip() for line in lines):
        raise InvalidRequestError("This is not SubRip: there is no line with times such as 00:00:01,000.")
    for number, (index, found) in enumerate(timings):
        with in_line(index + 1, lines[index]):
            start, end = parse_clock(found[1]), parse_clock(found[2])
            if end < start:
                raise ValueError("the end is before the start")
        last = timings[number + 1][0] if number + 1 < len(timings) else len(lines)
        yield start, end, _text_lines(lines[index + 1 : last], followed=number + 1 < len(timings))


def _text_lines(lines: list[str], *, followed: bool) -> list[str]:
    """Text may hold empty lines and numbers; only the number right before the next times is none of it."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    if followed and lines and lines[-1].strip().isdigit() and (len(lines) == 1 or not lines[-2].strip()):
        lines = lines[:-1]
    return [line for line in lines if line.strip()]


def _parts(lines: list[str]) -> list[list[str]]:
    """Lines that all begin with a dash are said by one speaker each."""
    if len(lines) > 1 and all(line.lstrip().startswith("- ") for line in lines):
        return [[line.lstrip()[2:]] for line in lines]
    return [lines]


def _clean(line: str) -> str:
    return unguarded(_MARKUP.sub("", line)).strip()


@hookimpl
def exact_transcription_importers() -> Iterable[Importer[Any]]:
    """Give the format."""
    return [SrtImporter()]
