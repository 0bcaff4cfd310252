"""Following transcriptions as they change."""

import json
from collections.abc import Iterator
from functools import lru_cache

from flask import Response, current_app
from pydantic import BaseModel, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.job import Job
from exact_transcription.core.ports.event_stream import JobEvent, OwnerEvent
from exact_transcription.entrypoints.http.api.event_stream import (
    LOOK_SECONDS,
    MEDIA_TYPE,
    Followers,
    ServerSentEvent,
)
from exact_transcription.entrypoints.http.api.ids import JobPath
from exact_transcription.entrypoints.http.api.resource import Content, Resource
from exact_transcription.entrypoints.http.api.transcription_model import Transcription
from exact_transcription.entrypoints.http.identity import owner, visible_to
from exact_transcription.entrypoints.http.services import services

events = Resource(
    "Events",
    about="Server-sent events: `job` with a transcription as it has become, `gone` with the id of one that "
    "was deleted. Where they cannot be used, read the transcription again and again with `If-None-Match`.",
)

_STREAM = Content(media_types=(MEDIA_TYPE,), schema={"type": "string"})
_EXTENSION = "exact_transcription_followers"


class LastVersion(BaseModel):
    """Where a client that comes back was."""

    last_event_id: int = Field(
        default=0, alias="Last-Event-ID", ge=0, description="The `id` of the last event that was seen."
    )


class LastCursor(BaseModel):
    """Where a client that comes back was."""

    last_event_id: str | None = Field(
        default=None, alias="Last-Event-ID", max_length=64, description="The `id` of the last event."
    )


@events.get("/transcriptions/<id:job_id>/events", scope=Scope.READ, returns=_STREAM, errors=(404,))
def follow_transcription(path: JobPath, header: LastVersion) -> Response:
    """Follow one transcription.

    The record as it is comes first, unless its version is the `Last-Event-ID`. Ends when it is finished or
    deleted.
    """
    job = services().find_job().execute(path.job_id, owner=visible_to())
    stream = services().events().subscribe(job.id, after=header.last_event_id, idle=LOOK_SECONDS)
    return _followers().answer(_of_one(job.id, stream))


@events.get("/events", scope=Scope.READ, returns=_STREAM)
def follow_transcriptions(header: LastCursor) -> Response:
    """Follow all transcriptions of the user.

    Those that are not finished come first, and with `Last-Event-ID` those that changed since. The stream does
    not end by itself.
    """
    stream = (
        services().events().subscribe_owner(owner(), after=header.last_event_id or None, idle=LOOK_SECONDS)
    )
    return _followers().answer(_of_all(stream))


def _of_one(job_id: str, stream: Iterator[JobEvent | None]) -> Iterator[ServerSentEvent | None]:
    for event in stream:
        yield None if event is None else _shown(str(event.id), job_id, event.job)


def _of_all(stream: Iterator[OwnerEvent | None]) -> Iterator[ServerSentEvent | None]:
    for event in stream:
        yield None if event is None else _shown(event.cursor, event.job_id, event.job)


def _shown(event_id: str, job_id: str, job: Job | None) -> ServerSentEvent:
    if job is None:
        return ServerSentEvent(id=event_id, event="gone", data=json.dumps({"id": job_id}))
    return ServerSentEvent(id=event_id, event="job", data=_written(_Record(job)))


class _Record:
    """A job that is told from others by its id and version, so that it is written once for all followers."""

    __slots__ = ("job",)

    def __init__(self, job: Job) -> None:
        self.job = job

    def __hash__(self) -> int:
        return hash((self.job.id, self.job.version))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Record) and (self.job.id, self.job.version) == (
            other.job.id,
            other.job.version,
        )


@lru_cache(maxsize=256)
def _written(record: _Record) -> str:
    return Transcription.of(record.job).model_dump_json()


def _followers() -> Followers:
    settings = services().settings()
    # Requests that end soon need threads, too.
    most = min(settings.max_followers, settings.web_threads * 3 // 4)
    found: Followers = current_app.extensions.setdefault(_EXTENSION, Followers(most))
    return found
