"""Requests of re-alignment in SQLite or PostgreSQL."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.database.schema import RealignmentRow, table_of
from exact_transcription.core.domain.errors import LeaseLostError
from exact_transcription.core.domain.job import Lease
from exact_transcription.core.domain.realignment_request import RealignmentRequest
from exact_transcription.core.ports.realignment_requests import MOST_ATTEMPTS

REQUESTS = table_of(RealignmentRow)
_FREE = {"lease_holder": None, "lease_expires": None}


class SqlRealignmentRequests:
    """One row a job; who claims it first has it."""

    def __init__(self, *, database: Database) -> None:
        """Keep requests in `database`, whose schema is there already."""
        self._database = database

    def ask(self, job_id: str, *, now: datetime) -> None:
        """See `RealignmentRequests.ask`."""
        insert = sqlite.insert if self._database.is_sqlite else postgresql.insert
        statement = insert(REQUESTS).values(job_id=job_id, requested=now, asked=1, attempts=0)
        again = {"requested": now, "asked": REQUESTS.c.asked + 1, "attempts": 0}
        with self._database.writing() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["job_id"], set_=again))

    def find(self, job_id: str) -> RealignmentRequest | None:
        """See `RealignmentRequests.find`."""
        with self._database.reading() as connection:
            row = connection.execute(select(REQUESTS).where(REQUESTS.c.job_id == job_id)).one_or_none()
        return None if row is None else _request_of(row)

    def claim(self, *, holder: str, now: datetime, lease: timedelta) -> RealignmentRequest | None:
        """See `RealignmentRequests.claim`."""
        free = or_(REQUESTS.c.lease_expires.is_(None), REQUESTS.c.lease_expires <= now)
        # Looked for without a write lock: every worker does it every second, and mostly finds nothing.
        with self._database.reading() as connection:
            rows = connection.execute(select(REQUESTS).where(free).order_by(REQUESTS.c.requested)).all()
        for row in rows:
            same = and_(
                REQUESTS.c.job_id == row.job_id,
                REQUESTS.c.asked == row.asked,
                REQUESTS.c.attempts == row.attempts,
                free,
            )
            with self._database.writing() as connection:
                if row.attempts >= MOST_ATTEMPTS:
                    connection.execute(delete(REQUESTS).where(same))
                    continue
                values = {
                    "attempts": row.attempts + 1,
                    "lease_holder": holder,
                    "lease_expires": now + lease,
                }
                if connection.execute(update(REQUESTS).where(same).values(values)).rowcount == 1:
                    return RealignmentRequest(
                        job_id=row.job_id,
                        requested=row.requested,
                        asked=row.asked,
                        attempts=row.attempts + 1,
                        lease=Lease(holder=holder, expires=now + lease),
                    )
        return None

    def renew(self, request: RealignmentRequest, *, until: datetime) -> None:
        """See `RealignmentRequests.renew`."""
        with self._database.writing() as connection:
            kept = update(REQUESTS).where(_held(request)).values(lease_expires=until)
            if connection.execute(kept).rowcount != 1:
                raise LeaseLostError("Another worker has taken up the re-alignment, or its job was deleted.")

    def release(self, request: RealignmentRequest) -> None:
        """See `RealignmentRequests.release`."""
        with self._database.writing() as connection:
            connection.execute(update(REQUESTS).where(_held(request)).values(_FREE))

    def finish(self, request: RealignmentRequest) -> None:
        """See `RealignmentRequests.finish`."""
        with self._database.writing() as connection:
            met = and_(_held(request), REQUESTS.c.asked == request.asked)
            connection.execute(delete(REQUESTS).where(met))
            connection.execute(update(REQUESTS).where(_held(request)).values(_FREE))


def _held(request: RealignmentRequest) -> ColumnElement[bool]:
    holder = request.lease.holder if request.lease else ""
    return and_(REQUESTS.c.job_id == request.job_id, REQUESTS.c.lease_holder == holder)


def _request_of(row: Row[Any]) -> RealignmentRequest:
    lease = None
    if row.lease_holder is not None:
        lease = Lease(holder=row.lease_holder, expires=row.lease_expires)
    return RealignmentRequest(
        job_id=row.job_id,
        requested=row.requested,
        asked=row.asked,
        attempts=row.attempts,
        lease=lease,
    )
