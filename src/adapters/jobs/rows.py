"""Jobs and revisions as rows, and back."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from exact_transcription.adapters.jobs.options_column import options_of, options_value, with_url, without_url
from exact_transcription.core.domain.job import (
    Job,
    JobFailure,
    JobState,
    Lease,
    Recording,
    TranscriptFacts,
)
from exact_transcription.core.domain.job_progress import JobProgress, StageProgress
from exact_transcription.core.domain.revision import Revision, RevisionKind

_SAME = (
    "id",
    "owner",
    "title",
    "priority",
    "created",
    "available",
    "enqueued",
    "started",
    "finished",
    "expires",
    "attempts",
    "cancel_requested",
    "revision",
    "version",
)
"""Attributes of a job that are columns of the same name and type."""


def job_values(job: Job) -> dict[str, Any]:
    """The columns of a job."""
    recording, failure, lease, transcript = job.recording, job.failure, job.lease, job.transcript
    return {name: getattr(job, name) for name in _SAME} | {
        "title_folded": fold(job.title),
        "recording_name": recording.name,
        "recording_blob": recording.blob,
        "recording_size": recording.size,
        "recording_sha256": recording.sha256,
        "options": with_url(options_value(job.options), recording.url),
        "trace": job.trace or None,
        "state": job.state.value,
        "progress": [asdict(stage) for stage in job.progress.stages],
        "failure_code": failure.code if failure else None,
        "failure_message": failure.message if failure else None,
        "failure_hint": failure.hint if failure else None,
        "lease_holder": lease.holder if lease else None,
        "lease_expires": lease.expires if lease else None,
        "duration": transcript.duration if transcript else None,
        "language": transcript.language if transcript else None,
        "speakers": transcript.speakers if transcript else None,
    }


def job_of(row: Mapping[str, Any]) -> Job:
    """The job of a row."""
    kept, url = without_url(row["options"])
    options, beyond = options_of(kept)
    return Job(
        **{name: row[name] for name in _SAME},
        recording=Recording(
            name=row["recording_name"],
            blob=row["recording_blob"],
            size=row["recording_size"],
            sha256=row["recording_sha256"],
            url=url,
        ),
        options=options,
        beyond=beyond,
        trace=row["trace"] or "",
        state=JobState(row["state"]),
        progress=JobProgress(stages=tuple(map(_stage_of, row["progress"]))),
        failure=_failure_of(row),
        lease=_lease_of(row),
        transcript=_facts_of(row),
    )


def revision_values(revision: Revision) -> dict[str, Any]:
    """The columns of a revision; of a kind that older programs do not know, they see one that they do."""
    kind = RevisionKind.EDITED if revision.kind is RevisionKind.REALIGNED else revision.kind
    return asdict(revision) | {"kind": kind.value}


def revision_of(row: Mapping[str, Any]) -> Revision:
    """The revision of a row."""
    kind = RevisionKind.REALIGNED if row["refines"] else RevisionKind(row["kind"])
    return Revision(**dict(row) | {"kind": kind})


def fold(text: str) -> str:
    """Text as it is compared without regard to case and kind of white space, the same in both databases."""
    return " ".join(text.casefold().split())


def _stage_of(kept: Mapping[str, Any]) -> StageProgress:
    return StageProgress(
        **{each.name: kept[each.name] for each in fields(StageProgress) if each.name in kept}
    )


def _failure_of(row: Mapping[str, Any]) -> JobFailure | None:
    if row["failure_code"] is None:
        return None
    return JobFailure(
        code=row["failure_code"], message=row["failure_message"] or "", hint=row["failure_hint"] or ""
    )


def _lease_of(row: Mapping[str, Any]) -> Lease | None:
    if row["lease_holder"] is None:
        return None
    return Lease(holder=row["lease_holder"], expires=row["lease_expires"])


def _facts_of(row: Mapping[str, Any]) -> TranscriptFacts | None:
    if row["duration"] is None:
        return None
    return TranscriptFacts(duration=row["duration"], language=row["language"], speakers=row["speakers"])
