"""Jobs for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.domain.job import Job, Recording

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def a_job(*, after: float = 0.0, **changes: Any) -> Job:
    """A waiting job that was made `after` seconds after `NOW`."""
    job_id = changes.pop("id", None) or new_id()
    created = NOW + timedelta(seconds=after)
    values: dict[str, Any] = {
        "owner": "ada",
        "title": "Interview",
        "recording": Recording(
            name="interview.wav", blob=f"jobs/{job_id}/recording", size=1000, sha256="0" * 64
        ),
        "created": created,
        "available": created,
    }
    return Job(id=job_id, **values | changes)
