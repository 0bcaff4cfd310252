"""How the service is doing, and who did what; for administrators."""

from dataclasses import asdict
from datetime import datetime

from pydantic import BaseModel, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.job import JobState
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.entrypoints.http.api.fields import Limit, Sent, Text
from exact_transcription.entrypoints.http.api.resource import Resource
from exact_transcription.entrypoints.http.services import services

operation = Resource("Operation", about="How the service is doing, and who did what. For administrators.")


class Queue(BaseModel):
    """How much there is to do."""

    waiting: int = Field(description="Messages that wait for a worker.")
    jobs: dict[JobState, int] = Field(description="Transcriptions of everybody, by state.")


class AuditQuery(Sent):
    """Which events."""

    actor: Text | None = Field(default=None, max_length=64, description="Id of who did it.")
    subject: Text | None = Field(default=None, max_length=64, description="Id of what it was done to.")
    limit: Limit = 100


class Event(BaseModel):
    """Something that somebody did."""

    at: datetime
    actor: str = Field(description="Id of the user, `command-line`, or empty where nobody was signed in.")
    action: str = Field(description="What was done, e.g. `session.created`.")
    subject: str = Field(description="Id of what it was done to, or empty.")
    address: str = Field(description="Network address that it was done from, or empty.")
    detail: str


class EventList(BaseModel):
    """Events, the newest first."""

    items: list[Event]


@operation.get("/queue", scope=Scope.ADMIN, returns=Queue)
def read_queue() -> Queue:
    """Say how much there is to do."""
    return Queue(waiting=services().queue().depth(), jobs=dict(services().jobs().count(JobFilter())))


@operation.get("/audit", scope=Scope.ADMIN, returns=EventList)
def list_audit_events(query: AuditQuery) -> EventList:
    """List who did what, the newest first."""
    found = services().audit().list_events(actor=query.actor, subject=query.subject, limit=query.limit)
    return EventList(items=[Event(**asdict(event)) for event in found])
