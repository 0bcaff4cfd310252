"""From the canonical JSON document to a transcript."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from exact_transcription.core.domain.diarization import Speaker, Turn
from exact_transcription.core.domain.errors import InvalidRequestError, InvalidValueError
from exact_transcription.core.domain.pause import Overlap, Pause
from exact_transcription.core.domain.report import Notice, Report, StageReport
from exact_transcription.core.domain.segment import DecodingScores, Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.domain.word import Word
from exact_transcription.plugins.documents.transcript import (
    NoticePart,
    ReportPart,
    SegmentPart,
    Span,
    TranscriptDocument,
    WordPart,
)


def transcript_from_document(document: Mapping[str, Any]) -> Transcript:
    """Build a transcript from a parsed document.

    Raises:
        InvalidRequestError: a field is missing, wrong, or contradicts another one; the message says which.
    """
    try:
        return _transcript(TranscriptDocument.model_validate(document))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the document"
        raise InvalidRequestError(f"This is not a transcript: {where}: {first['msg'].lower()}.") from error
    except InvalidValueError as error:
        raise InvalidRequestError(f"This transcript contradicts itself: {error.message}.") from error


def _transcript(document: TranscriptDocument) -> Transcript:
    words = tuple(map(_word, document.words))
    return Transcript(
        media=Media(duration=document.duration, **document.media.model_dump()),
        language=document.language,
        translated_from=document.translated_from,
        segments=tuple(_segment(part, words) for part in document.segments),
        turns=tuple(Turn(span=_span(part), speaker=part.speaker) for part in document.turns),
        pauses=tuple(
            Pause(
                kind=part.kind,
                span=_span(part),
                speaker=part.speaker,
                next_speaker=part.next_speaker,
                tolerance=part.tolerance,
            )
            for part in document.pauses
        ),
        overlaps=tuple(Overlap(span=_span(part), speakers=part.speakers) for part in document.overlaps),
        speakers=tuple(Speaker(id=part.id, name=part.name) for part in document.speakers),
        report=_report(document.report),
    )


def _word(part: WordPart) -> Word:
    return Word(
        text=part.text,
        span=_span(part),
        confidence=part.confidence,
        provenance=part.provenance,
        speaker=part.speaker,
        flags=frozenset(part.flags),
    )


def _segment(part: SegmentPart, words: tuple[Word, ...]) -> Segment:
    first, last = part.words
    if not 0 <= first <= last <= len(words):
        raise InvalidValueError(f"a segment has the words {first} to {last}, but there are {len(words)}")
    return Segment(
        span=_span(part),
        text=part.text,
        words=words[first:last],
        speaker=part.speaker,
        scores=DecodingScores(**part.scores.model_dump()) if part.scores else None,
        paragraph=part.paragraph,
    )


def _report(part: ReportPart) -> Report:
    return Report(
        language_confidence=part.language_confidence,
        notices=tuple(map(_notice, part.notices)),
        stages=tuple(StageReport(**stage.model_dump()) for stage in part.stages),
        noise_floor_db=part.noise_floor_db,
        program=part.program,
    )


def _notice(part: NoticePart) -> Notice:
    span = None
    if part.start is not None and part.end is not None:
        span = TimeSpan(start=part.start, end=part.end)
    return Notice(code=part.code, message=part.message, span=span)


def _span(part: Span) -> TimeSpan:
    return TimeSpan(start=part.start, end=part.end)
