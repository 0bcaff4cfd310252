"""What a webhook is told: that something happened, and to which job; never what was said."""

import json
from typing import Any

from exact_transcription.core.domain.errors import NotFoundError
from exact_transcription.core.domain.webhook import WebhookDelivery
from exact_transcription.core.ports.job_repository import JobRepository


def payload(delivery: WebhookDelivery, jobs: JobRepository) -> bytes:
    """The message in JSON, shaped as Standard Webhooks recommends: `type`, `timestamp`, `data`.

    Titles and file names are left out, which may tell what was talked about; the job's id is enough to ask.
    """
    message = {
        "type": delivery.event.value,
        "timestamp": delivery.created.isoformat(),
        "data": {} if delivery.job_id is None else _data(delivery.job_id, jobs),
    }
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def _data(job_id: str, jobs: JobRepository) -> dict[str, Any]:
    try:
        job = jobs.get(job_id)
    except NotFoundError:
        return {"id": job_id, "deleted": True}
    failure = job.failure
    return {
        "id": job.id,
        "state": job.state.value,
        "created": job.created.isoformat(),
        "finished": job.finished.isoformat() if job.finished else None,
        "revision": job.revision,
        "failure": {"code": failure.code, "message": failure.message} if failure else None,
    }
