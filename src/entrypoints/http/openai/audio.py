"""Recordings that become text while the client waits."""

from dataclasses import replace

from flask import Response

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.entrypoints.http.api.resource import Content
from exact_transcription.entrypoints.http.openai.errors import OpenAiError
from exact_transcription.entrypoints.http.openai.forms import (
    TranscriptionForm,
    TranslationForm,
    read_audio_form,
)
from exact_transcription.entrypoints.http.openai.resource import openai_api
from exact_transcription.entrypoints.http.openai.waiting import Waiting

_ERRORS = (404, 409, 413, 415, 500, 504)
_ANSWER = Content(
    media_types=("application/json", "text/plain", "text/vtt", "text/event-stream"),
    schema={"description": "What `response_format` and `stream` ask for."},
)
_STREAMED = frozenset({"json", "text", "diarized_json"})


@openai_api.post(
    "/audio/transcriptions",
    scope=Scope.WRITE,
    accepts={"multipart/form-data": TranscriptionForm},
    returns=_ANSWER,
    errors=_ERRORS,
)
def create_openai_transcription() -> Response:
    """Transcribe a recording and wait for its text.

    The recording and its transcript are deleted when the answer is sent, unless the operator keeps them. Who
    closes the connection cancels the work.
    """
    form = read_audio_form(TranscriptionForm)
    _require_possible(form)
    language = form.language or (form.languages[0] if len(form.languages) == 1 else None)
    options = replace(
        form.options(),
        language=language.lower() if language else None,
        hotwords=tuple(word.strip() for word in form.keywords if word.strip()),
        diarize=form.diarizes,
    )
    waiting = Waiting.begin(form, options)
    return waiting.streamed(form) if form.stream else waiting.answer(form)


@openai_api.post(
    "/audio/translations",
    scope=Scope.WRITE,
    accepts={"multipart/form-data": TranslationForm},
    returns=_ANSWER,
    errors=_ERRORS,
)
def create_openai_translation() -> Response:
    """Translate a recording into English and wait for the text."""
    form = read_audio_form(TranslationForm)
    return Waiting.begin(form, replace(form.options(), task="translate")).answer(form)


def _require_possible(form: TranscriptionForm) -> None:
    if form.known_speaker_names or form.known_speaker_references:
        raise OpenAiError(
            400,
            "Known speakers are not recognised here. Leave known_speaker_names and known_speaker_references "
            "out; speakers are told apart without.",
            code="unsupported_parameter",
            param="known_speaker_names" if form.known_speaker_names else "known_speaker_references",
        )
    if form.stream and form.response_format not in _STREAMED:
        raise OpenAiError(
            400,
            f"The format {form.response_format} cannot be streamed; choose json, text or diarized_json.",
            code="unsupported_value",
            param="stream",
        )
