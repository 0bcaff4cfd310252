"""A client that waits for its transcript, and the job that it waits for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

import structlog
from flask import Response

from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.exporter import TranscriptWriter
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from exact_transcription.core.usecases.transcribe_now import TranscribeNow
from exact_transcription.entrypoints.http.identity import owner
from exact_transcription.entrypoints.http.openai.answers import answer_for
from exact_transcription.entrypoints.http.openai.client import Client
from exact_transcription.entrypoints.http.openai.errors import (
    ErrorAnswer,
    OpenAiError,
    error_detail,
    failure_error,
)
from exact_transcription.entrypoints.http.openai.events import KEEP_ALIVE, event, transcript_events
from exact_transcription.entrypoints.http.openai.forms import AudioForm, TranscriptionForm, TranslationForm
from exact_transcription.entrypoints.http.openai.slots import slots
from exact_transcription.entrypoints.http.services import services


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A job whose client waits; `answer` or `streamed` must be called, and ends it in any case."""

    now: TranscribeNow
    job: Job
    client: Client
    writer: TranscriptWriter
    release: Callable[[], None]

    @classmethod
    def begin(cls, form: AudioForm, options: TranscriptionOptions) -> "Waiting":
        """Hand the recording of `form` in.

        Raises:
            OpenAiError: too many wait already.
            ExactTranscriptionError: it cannot be handed in.
        """
        release = slots().take()
        if release is None:
            raise OpenAiError(
                429, "Too many requests wait for transcripts; try again.", code="too_many_waiting"
            )
        try:
            now = services().transcribe_now()
            job = now.begin(
                SubmitJobRequest(
                    source=cast("BinaryIO", form.file.stream),
                    name=form.file.filename or "",
                    owner=owner(),
                    options=options,
                )
            )
        except BaseException:
            release()
            raise
        structlog.contextvars.bind_contextvars(job_id=job.id)
        return cls(now=now, job=job, client=Client(), writer=services().plugins(), release=release)

    def answer(self, form: TranscriptionForm | TranslationForm) -> Response:
        """Wait, then answer all at once.

        Raises:
            OpenAiError: the job failed, was cancelled, or nobody waits any more.
            TimedOutError: the client has waited as long as the operator allows.
            NotFoundError: the job was deleted.
        """
        try:
            for _ in self._changes():
                pass
            body, media_type = answer_for(form, self.now.transcript(self.job.id), self.writer)
        finally:
            self._end()
        return Response(body, content_type=media_type)

    def streamed(self, form: TranscriptionForm) -> Response:
        """Answer at once with events that come when the transcript does."""
        answer = Response(self._events(form), mimetype="text/event-stream")
        # Proxies that collect answers would hold the events back.
        answer.headers["X-Accel-Buffering"] = "no"
        # A generator that nobody began to read does not get to its end.
        answer.call_on_close(self._end)
        return answer

    def _events(self, form: TranscriptionForm) -> Iterator[bytes]:
        try:
            yield KEEP_ALIVE
            for change in self._changes():
                if change is None:
                    yield KEEP_ALIVE
            yield from transcript_events(form, self.now.transcript(self.job.id))
        except Exception as error:  # noqa: BLE001 - the answer has begun, so errors are events, too
            yield event(ErrorAnswer(error=error_detail(error)[1]).model_dump(mode="json"))

    def _changes(self) -> Iterator[Job | None]:
        for change in self.now.follow(self.job.id):
            if self.client.gone():
                raise OpenAiError(499, "The client closed the connection.", code="client_closed_request")
            yield change
            if change is not None and change.state.terminal and change.state is not JobState.SUCCEEDED:
                raise failure_error(change.failure if change.state is JobState.FAILED else None)

    def _end(self) -> None:
        self.release()
        self.now.end(self.job.id)
