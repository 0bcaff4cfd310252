"""Making jobs of what requests bring, or say where to find."""

import hashlib
import json
from typing import Any

from werkzeug.datastructures import FileStorage

from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.job_repository import IdempotencyKey
from exact_transcription.core.usecases.submit_job import ReceivedRecording, SubmitJobRequest
from exact_transcription.core.usecases.submit_upload import SubmitUploadRequest
from exact_transcription.core.usecases.submit_url import SubmitUrlRequest
from exact_transcription.entrypoints.http.api.option_fields import OptionsAsked
from exact_transcription.entrypoints.http.api.reading import read
from exact_transcription.entrypoints.http.api.transcription_requests import RecordingElsewhere, RecordingForm
from exact_transcription.entrypoints.http.identity import owner
from exact_transcription.entrypoints.http.multipart import Received, receive_form
from exact_transcription.entrypoints.http.services import services


def hand_in_form(key: str | None) -> Job:
    """Make a job of the recording in the present request, which is stored while it arrives."""
    submit = services().submit_job()
    received = receive_form("file", submit.receive, submit.forget)
    try:
        form = read(RecordingForm, "form", _values(received))
    except BaseException:
        if received.kept is not None:
            submit.forget(received.kept)
        raise
    assert received.kept is not None  # noqa: S101 - without it, the form was not valid
    options = _options(form.options)
    return submit.execute(
        SubmitJobRequest(
            source=received.kept,
            name=received.filename or "",
            owner=owner(),
            options=options,
            title=form.title,
            priority=form.priority,
            idempotency=_idempotency(key, options, form.title, form.priority, received.kept.stored.sha256),
        )
    )


def hand_in_elsewhere(asked: RecordingElsewhere, key: str | None) -> Job:
    """Make a job of a finished upload, or of what another server has."""
    options = _options(asked.options)
    idempotency = _idempotency(key, options, asked.title, asked.priority, asked.upload or asked.url)
    if asked.upload is not None:
        from_upload = SubmitUploadRequest(
            upload_id=asked.upload,
            owner=owner(),
            options=options,
            title=asked.title,
            priority=asked.priority,
            idempotency=idempotency,
        )
        return services().submit_upload().execute(from_upload)
    from_server = SubmitUrlRequest(
        url=asked.url or "",
        owner=owner(),
        options=options,
        title=asked.title,
        priority=asked.priority,
        idempotency=idempotency,
    )
    return services().submit_url().execute(from_server)


def _values(received: Received[ReceivedRecording]) -> dict[str, object]:
    file = {} if received.filename is None else {"file": FileStorage(filename=received.filename)}
    return {**received.fields, **file}


def _options(asked: OptionsAsked | None) -> TranscriptionOptions:
    return asked.over(TranscriptionOptions()) if asked else TranscriptionOptions()


def _idempotency(key: str | None, options: TranscriptionOptions, *rest: Any) -> IdempotencyKey | None:
    """The key with a digest of all that makes requests different."""
    if key is None:
        return None
    text = json.dumps([options.as_dict(), *rest], sort_keys=True)
    return IdempotencyKey(key=f"key-{key}", fingerprint=hashlib.sha256(text.encode()).hexdigest())
