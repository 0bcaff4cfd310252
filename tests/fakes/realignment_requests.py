"""Requests of re-alignment in a dictionary."""

from dataclasses import replace
from datetime import datetime, timedelta

from exact_transcription.core.domain.errors import LeaseLostError
from exact_transcription.core.domain.job import Lease
from exact_transcription.core.domain.realignment_request import RealignmentRequest
from exact_transcription.core.ports.realignment_requests import MOST_ATTEMPTS


class FakeRealignmentRequests:
    """For one thread."""

    def __init__(self) -> None:
        self.kept: dict[str, RealignmentRequest] = {}

    def ask(self, job_id: str, *, now: datetime) -> None:
        known = self.kept.get(job_id)
        new = RealignmentRequest(job_id=job_id, requested=now)
        self.kept[job_id] = new if known is None else replace(new, asked=known.asked + 1, lease=known.lease)

    def find(self, job_id: str) -> RealignmentRequest | None:
        return self.kept.get(job_id)

    def claim(self, *, holder: str, now: datetime, lease: timedelta) -> RealignmentRequest | None:
        for each in sorted(self.kept.values(), key=lambda request: request.requested):
            if each.lease is not None and each.lease.expires > now:
                continue
            if each.attempts >= MOST_ATTEMPTS:
                del self.kept[each.job_id]
                continue
            taken = Lease(holder=holder, expires=now + lease)
            self.kept[each.job_id] = replace(each, attempts=each.attempts + 1, lease=taken)
            return self.kept[each.job_id]
        return None

    def renew(self, request: RealignmentRequest, *, until: datetime) -> None:
        known = self._held(request)
        if known is None or known.lease is None:
            raise LeaseLostError("lost")
        self.kept[known.job_id] = replace(known, lease=replace(known.lease, expires=until))

    def release(self, request: RealignmentRequest) -> None:
        if known := self._held(request):
            self.kept[known.job_id] = replace(known, lease=None)

    def finish(self, request: RealignmentRequest) -> None:
        known = self._held(request)
        if known is not None and known.asked == request.asked:
            del self.kept[known.job_id]
        self.release(request)

    def _held(self, request: RealignmentRequest) -> RealignmentRequest | None:
        known = self.kept.get(request.job_id)
        mine = known and known.lease and request.lease and known.lease.holder == request.lease.holder
        return known if mine else None
