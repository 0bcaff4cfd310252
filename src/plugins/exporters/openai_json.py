"""The JSON answers of OpenAI's transcription API, for programs made for it."""

import math
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.documents.streaming import write_document
from exact_transcription.plugins.formatting.languages import english_name
from exact_transcription.plugins.formatting.plain_text import join_texts, one_line
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import milliseconds
from exact_transcription.plugins.formatting.utterances import utterances

Plain = dict[str, Any]


class VerboseJsonOptions(Options):
    """What is in the answer."""

    words: bool = option(default=True, help="Put in every word with its time.")
    segments: bool = option(default=True, help="Put in the segments with the recogniser's scores.")


class VerboseJsonExporter(Exporter[VerboseJsonOptions]):
    """`verbose_json`.

    Where the recogniser gave a segment no scores, the API's types still want numbers: the log probability is
    then the mean logarithm of the words' confidences, the compression ratio is worked out from the text as
    Whisper does, and temperature and no-speech probability are 0.
    """

    name = "openai-verbose-json"
    title = "OpenAI verbose JSON"
    description = "What OpenAI's transcription API answers as verbose_json: text, words, segments, scores."
    extension = ".openai.json"
    media_type = "application/json"
    options = VerboseJsonOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: VerboseJsonOptions) -> None:
        """Write the answer, a word or segment a line."""
        fields: list[tuple[str, Any]] = [
            ("task", _task(transcript)),
            ("language", english_name(transcript.language)),
            ("duration", milliseconds(transcript.duration) / 1000),
            ("text", _text(transcript)),
        ]
        if options.words:
            fields.append(("words", _words(transcript)))
        if options.segments:
            parts = enumerate(transcript.segments)
            fields.append(("segments", (_verbose_segment(number, part) for number, part in parts)))
        write_document(stream, fields)


class DiarizedJsonExporter(Exporter[Options]):
    """`diarized_json`."""

    name = "openai-diarized-json"
    title = "OpenAI diarized JSON"
    description = "What OpenAI's transcription API answers as diarized_json: segments with speakers."
    extension = ".diarized.json"
    media_type = "application/json"
    options = Options

    def write(self, transcript: Transcript, stream: BinaryIO, options: Options) -> None:
        """Write the answer, a segment a line."""
        del options
        write_document(
            stream,
            [
                ("task", _task(transcript)),
                ("duration", milliseconds(transcript.duration) / 1000),
                ("text", _text(transcript)),
                ("segments", _diarized_segments(transcript)),
            ],
        )


def _task(transcript: Transcript) -> str:
    return "transcribe" if transcript.translated_from is None else "translate"


def _text(transcript: Transcript) -> str:
    return join_texts([one_line(segment.text) for segment in transcript.segments], transcript.language)


def _words(transcript: Transcript) -> Iterator[Plain]:
    for segment in transcript.segments:
        for word in segment.words:
            yield {
                "word": word.text,
                "start": milliseconds(word.span.start) / 1000,
                "end": milliseconds(word.span.end) / 1000,
            }


def _verbose_segment(number: int, segment: Segment) -> Plain:
    scores = segment.scores
    return {
        "id": number,
        "seek": milliseconds(segment.span.start) // 10,
        "start": milliseconds(segment.span.start) / 1000,
        "end": milliseconds(segment.span.end) / 1000,
        "text": segment.text,
        "tokens": [],
        "temperature": float(scores.temperature) if scores else 0.0,
        "avg_logprob": float(scores.avg_logprob) if scores else _mean_log_confidence(segment),
        "compression_ratio": float(scores.compression_ratio) if scores else _compression_ratio(segment.text),
        "no_speech_prob": float(scores.no_speech_prob) if scores else 0.0,
    }


def _mean_log_confidence(segment: Segment) -> float:
    logs = [math.log(max(1e-3, word.confidence)) for word in segment.words]
    return round(math.fsum(logs) / len(logs), 6) if logs else 0.0


def _compression_ratio(text: str) -> float:
    data = text.encode("utf-8", "replace")
    return round(len(data) / len(zlib.compress(data)), 6)


def _diarized_segments(transcript: Transcript) -> Iterator[Plain]:
    labels = speaker_labels(transcript)
    for number, said in enumerate(utterances(transcript, join=False)):
        yield {
            "type": "transcript.text.segment",
            "id": f"seg_{number}",
            "start": milliseconds(said.span.start) / 1000,
            "end": milliseconds(said.span.end) / 1000,
            "text": said.text,
            "speaker": labels[said.speaker],
        }


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the formats."""
    return [VerboseJsonExporter(), DiarizedJsonExporter()]
