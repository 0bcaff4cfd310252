"""Transcripts in the forms that clients ask for."""

import math
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

from pydantic import BaseModel, Field

from exact_transcription.core.domain.diarization import Speaker
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.exporter import TranscriptWriter
from exact_transcription.entrypoints.http.openai.forms import TranscriptionForm, TranslationForm
from exact_transcription.plugins.formatting.plain_text import join_texts, one_line

AudioAnswer = tuple[bytes, str]
"""A body and its media type."""

_JSON = "application/json"
_TEXT = "text/plain; charset=utf-8"
_LETTERS = 26
_SMALLEST = 1e-6
"""Probability that stands for 0, which has no logarithm."""


class Logprob(BaseModel):
    """How sure the recogniser is of a word, as a logarithm."""

    token: str
    bytes: list[int]
    logprob: float


class UsageDuration(BaseModel):
    """How much was transcribed."""

    type: str = "duration"
    seconds: int = Field(description="Of audio, rounded up.")


class JsonAnswer(BaseModel):
    """The answer `json`."""

    text: str
    logprobs: list[Logprob] | None = None
    usage: UsageDuration


def answer_for(
    form: TranscriptionForm | TranslationForm, transcript: Transcript, writer: TranscriptWriter
) -> AudioAnswer:
    """The body that `form` asks for."""
    match form.response_format:
        case "json":
            logprobs = isinstance(form, TranscriptionForm) and "logprobs" in form.include
            return _json(transcript, logprobs=logprobs), _JSON
        case "text":
            return f"{text_of(transcript)}\n".encode(), _TEXT
        case "srt":
            return _exported(writer, "srt", transcript), _TEXT
        case "vtt":
            return _exported(writer, "vtt", transcript), "text/vtt; charset=utf-8"
        case "verbose_json":
            return _exported(writer, "openai-verbose-json", transcript, **_granularities(form)), _JSON
        case "diarized_json":
            return _exported(writer, "openai-diarized-json", lettered(transcript)), _JSON


def text_of(transcript: Transcript) -> str:
    """All text on one line."""
    return join_texts([one_line(segment.text) for segment in transcript.segments], transcript.language)


def logprobs_of(transcript: Transcript) -> list[Logprob]:
    """One for each word, where OpenAI has one for each of its model's tokens."""
    spaced = join_texts(["a", "b"], transcript.language) == "a b"
    found: list[Logprob] = []
    for word in transcript.words:
        token = f" {word.text}" if spaced and found else word.text
        logprob = round(math.log(max(word.confidence, _SMALLEST)), 6)
        found.append(Logprob(token=token, bytes=list(token.encode("utf-8", "replace")), logprob=logprob))
    return found


def lettered(transcript: Transcript) -> Transcript:
    """With speakers called A, B and so on in the order of their first words, as OpenAI calls them."""
    speakers = (
        Speaker(id=speaker.id, name=_letters(number)) for number, speaker in enumerate(transcript.speakers)
    )
    return replace(transcript, speakers=tuple(speakers))


def _json(transcript: Transcript, *, logprobs: bool) -> bytes:
    answer = JsonAnswer(
        text=text_of(transcript),
        logprobs=logprobs_of(transcript) if logprobs else None,
        usage=UsageDuration(seconds=math.ceil(transcript.duration)),
    )
    return answer.model_dump_json(exclude_none=True).encode()


def _granularities(form: TranscriptionForm | TranslationForm) -> Mapping[str, bool]:
    wanted = form.timestamp_granularities if isinstance(form, TranscriptionForm) else ["segment"]
    return {"words": "word" in wanted, "segments": "segment" in wanted}


def _exported(writer: TranscriptWriter, name: str, transcript: Transcript, **options: Any) -> bytes:
    stream = BytesIO()
    writer.write(name, transcript, stream, options)
    return stream.getvalue()


def _letters(number: int) -> str:
    return ("" if number < _LETTERS else _letters(number // _LETTERS - 1)) + chr(ord("A") + number % _LETTERS)
