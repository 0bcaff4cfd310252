"""Segment time marks: reference text with speakers, read back (NIST SCTK)."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Importer, Options, hookimpl, option
from exact_transcription.plugins.formatting.speakers import NOBODY
from exact_transcription.plugins.formatting.times import milliseconds
from exact_transcription.plugins.reading.assembly import Assembly, ReadSegment
from exact_transcription.plugins.reading.one_recording import chosen_recording
from exact_transcription.plugins.reading.text_files import in_line, read_text

_FIELDS = 5
"""Fields before the label and the text."""
_NOT_SCORED = "IGNORE_TIME_SEGMENT_IN_SCORING"
"""What SCTK writes instead of text where nobody transcribed."""
_NOT_SAID = frozenset({"inter_segment_gap", "excluded_region"})
"""Names that SCTK gives to what no speaker says."""


class StmReadOptions(Options):
    """What the file does not say."""

    uri: str = option("", help="Name of the recording, if the file holds several.")
    language: str = option("", help="ISO 639-1 code of the language.")


class StmImporter(Importer[StmReadOptions]):
    """A segment a line, with its speaker; its words have no times of their own."""

    name = "stm"
    title = "STM segments"
    description = (
        "A segment a line with its speaker, e.g. a reference for scoring; the format holds no word times."
    )
    extensions = (".stm",)
    media_type = "text/plain"
    options = StmReadOptions

    def read(self, stream: BinaryIO, options: StmReadOptions) -> Transcript:
        """Read the segments of one recording; gaps and regions that are not to be scored are left out."""
        recordings: dict[str, list[ReadSegment]] = {}
        for number, line in enumerate(read_text(stream, "utf-8").split("\n"), start=1):
            if not line.strip() or line.startswith(";;"):
                continue
            with in_line(number, line):
                fields = line.split(maxsplit=_FIELDS)
                segment = _segment(fields)
            said = recordings.setdefault(fields[0], [])
            if segment.text and segment.text != _NOT_SCORED and fields[2] not in _NOT_SAID:
                said.append(segment)
        uri = chosen_recording(recordings, options.uri)
        return Assembly(segments=recordings.get(uri, []), media=uri, language=options.language).transcript()


def _segment(fields: list[str]) -> ReadSegment:
    if len(fields) < _FIELDS:
        raise ValueError(f"a line has at least {_FIELDS} fields")
    start, end = milliseconds(float(fields[3])), milliseconds(float(fields[4]))
    if not 0 <= start <= end:
        raise ValueError("the times are negative or go backwards")
    text = fields[_FIELDS] if len(fields) > _FIELDS else ""
    if text.startswith("<") and ">" in text:
        text = text.partition(">")[2]
    return ReadSegment(
        text=" ".join(text.split()),
        start=start / 1000,
        end=end / 1000,
        speaker=None if fields[2] == NOBODY else fields[2],
    )


@hookimpl
def exact_transcription_importers() -> Iterable[Importer[Any]]:
    """Give the format."""
    return [StmImporter()]
