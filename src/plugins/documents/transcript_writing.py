"""From a transcript to the parts of the canonical JSON document, as plain values."""

from collections.abc import Iterator
from typing import Any

from exact_transcription.core.domain.pause import Overlap, Pause
from exact_transcription.core.domain.report import Notice, Report
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word
from exact_transcription.plugins.documents.transcript import FORMAT, VERSION

Plain = dict[str, Any]
"""Texts, numbers, lists and dictionaries: what the json module writes."""


def document_head(transcript: Transcript) -> Plain:
    """The fields before the long lists."""
    media = transcript.media
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": transcript.language,
        "translated_from": transcript.translated_from,
        "duration": float(transcript.duration),
        "media": {
            "name": media.name,
            "container": media.container,
            "codec": media.codec,
            "sample_rate": int(media.sample_rate),
            "channels": int(media.channels),
        },
        "speakers": [{"id": speaker.id, "name": speaker.name} for speaker in transcript.speakers],
    }


def document_lists(transcript: Transcript) -> Iterator[tuple[str, Iterator[Plain]]]:
    """The long lists, each made while it is read."""
    yield "words", (_word(word) for segment in transcript.segments for word in segment.words)
    yield "segments", _segments(transcript.segments)
    yield "turns", (_span(turn.span) | {"speaker": turn.speaker} for turn in transcript.turns)
    yield "pauses", map(_pause, transcript.pauses)
    yield "overlaps", map(_overlap, transcript.overlaps)


def document_report(report: Report) -> Plain:
    """The report."""
    return {
        "program": report.program,
        "language_confidence": _number(report.language_confidence),
        "noise_floor_db": _number(report.noise_floor_db),
        "notices": [_notice(notice) for notice in report.notices],
        "stages": [
            {
                "name": stage.name,
                "seconds": float(stage.seconds),
                "model": stage.model,
                "loading": float(stage.loading),
            }
            for stage in report.stages
        ],
    }


def whole_document(transcript: Transcript) -> Plain:
    """The document in one piece, for small transcripts and for an HTTP API."""
    lists = {name: list(items) for name, items in document_lists(transcript)}
    return document_head(transcript) | lists | {"report": document_report(transcript.report)}


def _word(word: Word) -> Plain:
    return {
        "text": word.text,
        "start": float(word.span.start),
        "end": float(word.span.end),
        "confidence": float(word.confidence),
        "provenance": word.provenance.value,
        "speaker": word.speaker,
        "flags": sorted(flag.value for flag in word.flags),
    }


def _segments(segments: tuple[Segment, ...]) -> Iterator[Plain]:
    first = 0
    for segment in segments:
        last = first + len(segment.words)
        scores = segment.scores
        yield _span(segment.span) | {
            "text": segment.text,
            "speaker": segment.speaker,
            "words": [first, last],
            "scores": scores
            and {
                "avg_logprob": float(scores.avg_logprob),
                "no_speech_prob": float(scores.no_speech_prob),
                "compression_ratio": float(scores.compression_ratio),
                "temperature": float(scores.temperature),
            },
            "paragraph": segment.paragraph,
        }
        first = last


def _pause(pause: Pause) -> Plain:
    return {
        "kind": pause.kind.value,
        **_span(pause.span),
        "speaker": pause.speaker,
        "next_speaker": pause.next_speaker,
        "tolerance": float(pause.tolerance),
    }


def _overlap(overlap: Overlap) -> Plain:
    return _span(overlap.span) | {"speakers": list(overlap.speakers)}


def _notice(notice: Notice) -> Plain:
    span = notice.span
    return {
        "code": notice.code,
        "message": notice.message,
        "start": span and float(span.start),
        "end": span and float(span.end),
    }


def _span(span: TimeSpan) -> Plain:
    return {"start": float(span.start), "end": float(span.end)}


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
