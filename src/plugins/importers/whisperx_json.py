"""The JSON that WhisperX writes, read back."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from exact_transcription.core.domain.errors import InvalidRequestError, InvalidValueError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Provenance
from exact_transcription.plugins import Importer, Options, hookimpl
from exact_transcription.plugins.reading.assembly import Assembly, ReadSegment, ReadWord


class _Word(BaseModel):
    """A word; what could not be aligned has neither times nor score."""

    word: str
    start: float | None = Field(None, ge=0, allow_inf_nan=False)
    end: float | None = Field(None, ge=0, allow_inf_nan=False)
    score: float | None = None
    speaker: str | None = None


class _Segment(BaseModel):
    start: float = Field(ge=0, allow_inf_nan=False)
    end: float = Field(ge=0, allow_inf_nan=False)
    text: str
    words: list[_Word] = []
    speaker: str | None = None


class _Document(BaseModel):
    model_config = ConfigDict(extra="ignore")
    segments: list[_Segment]
    language: str | None = None


class WhisperxJsonImporter(Importer[Options]):
    """Segments, words with scores, and speakers."""

    name = "whisperx-json"
    title = "WhisperX JSON"
    description = "Segments, words with times and scores, and speakers; words without times get a guess."
    extensions = (".whisperx.json", ".json")
    media_type = "application/json"
    options = Options

    def read(self, stream: BinaryIO, options: Options) -> Transcript:
        """Read the segments; words without a time share the time between their neighbours."""
        del options
        try:
            document = _Document.model_validate(json.loads(stream.read()))
            segments = [_segment(part) for part in document.segments]
            return Assembly(segments=segments, language=document.language or "").transcript()
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise InvalidRequestError(f"This is not WhisperX's JSON: {where}: {first['msg']}.") from error
        except InvalidValueError as error:
            raise InvalidRequestError(f"This file contradicts itself: {error.message}.") from error
        except (ValueError, RecursionError) as error:
            raise InvalidRequestError(f"This is not JSON: {error}.") from error

    def recognizes(self, file_name: str, head: bytes) -> bool:
        """WhisperX writes its segments first; programs that do not are recognised by the name they gave."""
        named = file_name.lower().endswith(".whisperx.json")
        return named or (file_name.lower().endswith(".json") and bool(re.match(rb'\s*\{\s*"segments"', head)))


def _segment(part: _Segment) -> ReadSegment:
    return ReadSegment(
        text=part.text.strip(),
        start=part.start,
        end=part.end,
        speaker=part.speaker,
        words=tuple(_words([word for word in part.words if word.word.strip()], part)),
    )


def _words(words: Sequence[_Word], part: _Segment) -> Iterator[ReadWord]:
    index, cursor = 0, part.start
    while index < len(words):
        word = words[index]
        if word.start is not None and word.end is not None:
            yield _read(word, word.start, word.end, Provenance.ALIGNED)
            index, cursor = index + 1, word.end
            continue
        last = next((n for n in range(index, len(words)) if words[n].start is not None), len(words))
        found = words[last].start if last < len(words) else part.end
        until = max(cursor, part.end if found is None else found)
        last = max(last, index + 1)
        step = (until - cursor) / (last - index)
        for number, guessed in enumerate(words[index:last]):
            start = cursor + number * step
            yield _read(guessed, start, min(until, start + step), Provenance.INTERPOLATED)
        index, cursor = last, until


def _read(word: _Word, start: float, end: float, provenance: Provenance) -> ReadWord:
    confidence = min(1.0, max(0.0, word.score)) if word.score is not None else 0.0
    return ReadWord(
        text=word.word.strip(),
        start=start,
        end=end,
        confidence=confidence,
        provenance=provenance,
        speaker=word.speaker,
    )


@hookimpl
def exact_transcription_importers() -> Iterable[Importer[Any]]:
    """Give the format."""
    return [WhisperxJsonImporter()]
