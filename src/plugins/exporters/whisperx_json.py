"""The JSON that WhisperX writes after alignment and diarization."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Literal

from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.documents.streaming import write_document
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import milliseconds

Plain = dict[str, Any]


class WhisperxJsonOptions(Options):
    """How speakers are named."""

    speakers: Literal["ids", "names"] = option("ids", help="Write speakers' ids, or their names.")


class WhisperxJsonExporter(Exporter[WhisperxJsonOptions]):
    """`segments` with `words`, `word_segments`, `language`; seconds with three decimals as in WhisperX."""

    name = "whisperx-json"
    title = "WhisperX JSON"
    description = "What WhisperX writes: segments with words, scores and speakers; for tools made for it."
    extension = ".whisperx.json"
    media_type = "application/json"
    options = WhisperxJsonOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: WhisperxJsonOptions) -> None:
        """Write a segment a line; keys that WhisperX leaves out where nothing is known are left out."""
        labels = speaker_labels(transcript)
        named = {key: key if options.speakers == "ids" else label for key, label in labels.items()}
        words = (_word(word, named[word.speaker]) for part in transcript.segments for word in part.words)
        write_document(
            stream,
            [
                ("segments", _segments(transcript, named)),
                ("word_segments", words),
                ("language", transcript.language),
            ],
        )


def _segments(transcript: Transcript, named: dict[str | None, str | None]) -> Iterator[Plain]:
    for segment in transcript.segments:
        yield _segment(segment, named)


def _segment(segment: Segment, named: dict[str | None, str | None]) -> Plain:
    plain: Plain = {
        "start": _seconds(segment.span.start),
        "end": _seconds(segment.span.end),
        "text": segment.text,
        "words": [_word(word, named[word.speaker]) for word in segment.words],
    }
    if segment.speaker is not None:
        plain["speaker"] = named[segment.speaker]
    if segment.scores is not None:
        plain["avg_logprob"] = float(segment.scores.avg_logprob)
    return plain


def _word(word: Word, speaker: str | None) -> Plain:
    plain: Plain = {
        "word": word.text,
        "start": _seconds(word.span.start),
        "end": _seconds(word.span.end),
        "score": round(float(word.confidence), 3),
    }
    return plain | {"speaker": speaker} if word.speaker is not None else plain


def _seconds(seconds: float) -> float:
    return milliseconds(seconds) / 1000


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [WhisperxJsonExporter()]
