"""Recordings that are or were transcribed."""

from flask import Response, request, url_for
from pydantic import BaseModel, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.entrypoints.http.api.handing_in import hand_in_elsewhere, hand_in_form
from exact_transcription.entrypoints.http.api.ids import JobPath
from exact_transcription.entrypoints.http.api.reading import read_json
from exact_transcription.entrypoints.http.api.resource import Resource, json_answer
from exact_transcription.entrypoints.http.api.transcription_model import Transcription
from exact_transcription.entrypoints.http.api.transcription_requests import (
    CreationHeaders,
    RecordingElsewhere,
    RecordingForm,
    TranscriptionQuery,
)
from exact_transcription.entrypoints.http.identity import owner, visible_to
from exact_transcription.entrypoints.http.services import services

transcriptions = Resource("Transcriptions", about="Recordings, and what has become of them.")

ONE = "/transcriptions/<id:job_id>"


class TranscriptionPage(BaseModel):
    """Some transcriptions, the newest first."""

    items: list[Transcription]
    next_cursor: str | None = Field(description="Asks for the next page; null at the end.")


@transcriptions.post(
    "/transcriptions",
    scope=Scope.WRITE,
    accepts={"multipart/form-data": RecordingForm, "application/json": RecordingElsewhere},
    returns=Transcription,
    status=201,
    headers={"Location": "Address of the new transcription."},
    errors=(404, 409, 410),
)
def create_transcription(header: CreationHeaders) -> Response:
    """Hand in a recording.

    It waits in the queue until a worker takes it; follow it by its events, or by reading it again. Sent again
    with the same `Idempotency-Key` within a day, the same request makes nothing new.
    """
    if request.is_json:
        job = hand_in_elsewhere(read_json(RecordingElsewhere), header.idempotency_key)
    else:
        job = hand_in_form(header.idempotency_key)
    location = url_for("api_transcriptions.read_transcription", job_id=job.id)
    return json_answer(Transcription.of(job), 201, Location=location)


@transcriptions.get("/transcriptions", scope=Scope.READ, returns=TranscriptionPage)
def list_transcriptions(query: TranscriptionQuery) -> TranscriptionPage:
    """List transcriptions, the newest first."""
    wanted = JobFilter(owner=owner(), states=frozenset(query.state), text=query.q)
    page = services().jobs().list_jobs(wanted, limit=query.limit, cursor=query.cursor)
    return TranscriptionPage(items=[Transcription.of(job) for job in page.jobs], next_cursor=page.next_cursor)


@transcriptions.get(
    ONE,
    scope=Scope.READ,
    returns=Transcription,
    headers={"ETag": "Changes whenever the record changes."},
    errors=(404,),
)
def read_transcription(path: JobPath) -> Response:
    """Read one transcription.

    With the `ETag` of an earlier answer in `If-None-Match`, 304 says that nothing has changed.
    """
    job = services().find_job().execute(path.job_id, owner=visible_to())
    answer = json_answer(Transcription.of(job))
    answer.set_etag(str(job.version), weak=True)
    answer.make_conditional(request)
    return answer
