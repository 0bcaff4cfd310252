"""Somebody's wish that the changed words of a transcript be found in its recording."""

from dataclasses import dataclass
from datetime import datetime

from exact_transcription.core.domain.job import Lease


@dataclass(frozen=True, slots=True, kw_only=True)
class RealignmentRequest:
    """At most one for each job; it is there until a worker has met it.

    Attributes:
        job_id: whose transcript.
        requested: when it was asked for last, UTC.
        asked: how often it was asked for since it is there, by which a worker sees that it was asked anew.
        attempts: how many workers have taken it up since it was asked for last.
        lease: who works on it; None while nobody does.
    """

    job_id: str
    requested: datetime
    asked: int = 1
    attempts: int = 0
    lease: Lease | None = None
