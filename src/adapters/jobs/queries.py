"""Lists of jobs: filters, and pages that stay right while jobs come and go."""

import base64
import binascii
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from exact_transcription.adapters.database.schema import JobRow, TextRow, table_of
from exact_transcription.adapters.jobs.rows import fold
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.ports.job_repository import JobFilter

JOBS = table_of(JobRow)
TEXTS = table_of(TextRow)
_ESCAPE = "\\"


def conditions(wanted: JobFilter) -> list[ColumnElement[bool]]:
    """What a row must fulfil."""
    found: list[ColumnElement[bool]] = []
    if wanted.owner is not None:
        found.append(JOBS.c.owner == wanted.owner)
    if wanted.states:
        found.append(JOBS.c.state.in_(sorted(wanted.states)))
    if wanted.text:
        found.append(_contains(wanted.text))
    if wanted.created_from is not None:
        found.append(JOBS.c.created >= wanted.created_from)
    if wanted.created_before is not None:
        found.append(JOBS.c.created < wanted.created_before)
    return found


def page(wanted: JobFilter, *, limit: int, cursor: str | None) -> Select[Any]:
    """One page, and one row more to see whether there is another."""
    query = select(JOBS).where(*conditions(wanted))
    if cursor is not None:
        created, job_id = _decoded(cursor)
        query = query.where(
            or_(JOBS.c.created < created, and_(JOBS.c.created == created, JOBS.c.id < job_id))
        )
    return query.order_by(JOBS.c.created.desc(), JOBS.c.id.desc()).limit(limit + 1)


def counts(wanted: JobFilter) -> Select[Any]:
    """Number of jobs by state."""
    return select(JOBS.c.state, func.count().label("total")).where(*conditions(wanted)).group_by(JOBS.c.state)


def claimable(now: datetime, *, limit: int) -> Select[Any]:
    """Jobs that may be taken, the most urgent first."""
    waiting = and_(JOBS.c.state == JobState.QUEUED.value, JOBS.c.available <= now)
    vanished = and_(JOBS.c.state == JobState.RUNNING.value, JOBS.c.lease_expires <= now)
    order = (JOBS.c.priority.desc(), JOBS.c.created, JOBS.c.id)
    return select(JOBS).where(or_(waiting, vanished)).order_by(*order).limit(limit)


def expired(now: datetime, *, limit: int) -> Select[Any]:
    """Finished jobs whose time is over."""
    active = [JobState.QUEUED.value, JobState.RUNNING.value]
    return (
        select(JOBS)
        .where(JOBS.c.expires <= now, JOBS.c.state.not_in(active))
        .order_by(JOBS.c.expires)
        .limit(limit)
    )


def cursor_after(job: Job) -> str:
    """What asks for the jobs that follow `job`."""
    return base64.urlsafe_b64encode(json.dumps([job.created.isoformat(), job.id]).encode()).decode()


def _decoded(cursor: str) -> tuple[datetime, str]:
    try:
        created, job_id = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        return datetime.fromisoformat(created).astimezone(UTC), str(job_id)
    except (ValueError, TypeError, AttributeError, OverflowError, binascii.Error) as error:
        raise InvalidRequestError(
            "The cursor is not one that this list gave.", hint="Begin again without a cursor."
        ) from error


def _contains(text: str) -> ColumnElement[bool]:
    pattern = f"%{_escaped(fold(text))}%"
    said = select(TEXTS.c.job_id).where(TEXTS.c.text_folded.like(pattern, escape=_ESCAPE))
    return or_(JOBS.c.title_folded.like(pattern, escape=_ESCAPE), JOBS.c.id.in_(said))


def _escaped(text: str) -> str:
    for special in (_ESCAPE, "%", "_"):
        text = text.replace(special, _ESCAPE + special)
    return text
