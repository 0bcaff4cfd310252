"""Time-marked conversation: words with times, read back."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Importer, Options, hookimpl, option
from exact_transcription.plugins.formatting.plain_text import join_texts
from exact_transcription.plugins.formatting.times import milliseconds
from exact_transcription.plugins.reading.assembly import Assembly, ReadSegment, ReadWord
from exact_transcription.plugins.reading.one_recording import chosen_recording
from exact_transcription.plugins.reading.text_files import in_line, read_text

_FIELDS = 5
_NEW_SEGMENT = 1.0
"""Seconds of silence that begin a new segment: the format has none, and one long one would help nobody."""


class CtmReadOptions(Options):
    """What the file does not say."""

    uri: str = option("", help="Name of the recording, if the file holds several.")
    language: str = option("", help="ISO 639-1 code of the language.")


class CtmImporter(Importer[CtmReadOptions]):
    """Words with times and confidence; with several channels, each is a speaker."""

    name = "ctm"
    title = "CTM words"
    description = "Words with times and confidence; several channels are taken for several speakers."
    extensions = (".ctm",)
    media_type = "text/plain"
    options = CtmReadOptions

    def read(self, stream: BinaryIO, options: CtmReadOptions) -> Transcript:
        """Read the words of one recording."""
        recordings: dict[str, list[ReadWord]] = {}
        for number, line in enumerate(read_text(stream, "utf-8").split("\n"), start=1):
            fields = line.split()
            if not fields or fields[0].startswith(";;"):
                continue
            with in_line(number, line):
                word = _word(fields)
            recordings.setdefault(fields[0], []).append(word)
        uri = chosen_recording(recordings, options.uri)
        segments = list(_segments(recordings.get(uri, []), options.language))
        return Assembly(segments=segments, media=uri, language=options.language).transcript()


def _word(fields: list[str]) -> ReadWord:
    if len(fields) < _FIELDS:
        raise ValueError(f"a line has at least {_FIELDS} fields")
    start, duration = milliseconds(float(fields[2])), milliseconds(float(fields[3]))
    if start < 0 or duration < 0:
        raise ValueError("a time is negative")
    confidence = float(fields[5]) if len(fields) > _FIELDS and fields[5] not in {"NA", "<NA>"} else 1.0
    return ReadWord(
        text=fields[4],
        start=start / 1000,
        end=(start + duration) / 1000,
        confidence=min(1.0, max(0.0, confidence)),
        speaker=fields[1],
    )


def _segments(words: list[ReadWord], language: str) -> Iterator[ReadSegment]:
    channels = sorted({word.speaker for word in words if word.speaker})
    for channel in channels:
        own = sorted(
            (word for word in words if word.speaker == channel), key=lambda word: (word.start, word.end)
        )
        if len(channels) == 1:
            own = [replace(word, speaker=None) for word in own]
        cuts = [n for n, (one, two) in enumerate(pairwise(own), 1) if two.start - one.end >= _NEW_SEGMENT]
        for first, last in pairwise([0, *cuts, len(own)]):
            part = own[first:last]
            yield ReadSegment(
                text=join_texts([word.text for word in part], language),
                start=part[0].start,
                end=max(word.end for word in part),
                speaker=part[0].speaker,
                words=part,
            )


@hookimpl
def exact_transcription_importers() -> Iterable[Importer[Any]]:
    """Give the format."""
    return [CtmImporter()]
