"""Correcting transcripts: every change is a version, and none is lost to somebody else's."""

import json
from collections.abc import Callable
from typing import Annotated

from flask import Response
from pydantic import BaseModel, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.errors import ConflictError
from exact_transcription.core.usecases.edit_transcript import (
    MAX_EDITS,
    MAX_NOTE,
    EditRequest,
    EditTranscript,
    refined,
)
from exact_transcription.core.usecases.store_transcript import FoundTranscript
from exact_transcription.entrypoints.http.api.edit_models import AnyEdit
from exact_transcription.entrypoints.http.api.entity_tags import require_match, stale, tag_of
from exact_transcription.entrypoints.http.api.fields import Sent, Text
from exact_transcription.entrypoints.http.api.ids import JobPath
from exact_transcription.entrypoints.http.api.resource import Declared, Resource
from exact_transcription.entrypoints.http.api.transcripts import (
    HEADERS,
    TRANSCRIPT,
    document_of,
    tagged,
)
from exact_transcription.entrypoints.http.identity import owner, visible_to
from exact_transcription.entrypoints.http.services import services
from exact_transcription.plugins.documents.transcript import TranscriptDocument

edits = Resource(
    "Edits",
    about="Corrections. Send the ETag of the transcript that you saw as `If-Match`: if somebody changed it "
    "meanwhile, the answer is 412 and nothing is changed.",
)


class Seen(BaseModel):
    """Which revision the client saw."""

    if_match: str | None = Field(
        default=None, alias="If-Match", description="The ETag of the newest revision, required."
    )


class EditsRequest(Sent):
    """What to change, in order."""

    edits: Annotated[list[AnyEdit], Field(min_length=1, max_length=MAX_EDITS)]
    note: Annotated[Text, Field(max_length=MAX_NOTE)] = ""


class RestoreRequest(Sent):
    """Which revision to bring back."""

    revision: int = Field(ge=1, le=1_000_000_000)


class Edited(BaseModel):
    """The transcript as it is now."""

    revision: int = Field(description="Number of the new revision.")
    etag: str = Field(description="Its entity tag, with quotation marks.")
    transcript: TranscriptDocument


_DECLARED: Declared = {
    "scope": Scope.WRITE,
    "returns": Edited,
    "headers": HEADERS,
    "errors": (404, 409, 412, 428),
}


@edits.post(f"{TRANSCRIPT}/edits", **_DECLARED)
def edit_transcript(path: JobPath, header: Seen, body: EditsRequest) -> Response:
    """Change the transcript; all edits are made, or none."""
    del header

    def change(editing: EditTranscript, base: int) -> FoundTranscript:
        return editing.execute(
            EditRequest(
                job_id=path.job_id,
                base=base,
                edits=[each.edit() for each in body.edits],
                author=owner(),
                note=body.note,
                owner=visible_to(),
            )
        )

    return _changed(path.job_id, change)


@edits.post(f"{TRANSCRIPT}/undo", **_DECLARED)
def undo_edit(path: JobPath, header: Seen) -> Response:
    """Take the last change back; again and again leads to the first version."""
    del header
    return _changed(
        path.job_id,
        lambda editing, base: editing.undo(path.job_id, base=base, author=owner(), owner=visible_to()),
    )


@edits.post(f"{TRANSCRIPT}/redo", **_DECLARED)
def redo_edit(path: JobPath, header: Seen) -> Response:
    """Make again what was undone last; after another change there is nothing to redo."""
    del header
    return _changed(
        path.job_id,
        lambda editing, base: editing.redo(path.job_id, base=base, author=owner(), owner=visible_to()),
    )


@edits.post(f"{TRANSCRIPT}/restore", **_DECLARED)
def restore_revision(path: JobPath, header: Seen, body: RestoreRequest) -> Response:
    """Make an earlier version the newest again, which can be undone like any change."""
    del header
    return _changed(
        path.job_id,
        lambda editing, base: editing.restore(
            path.job_id, body.revision, base=base, author=owner(), owner=visible_to()
        ),
    )


def _changed(job_id: str, change: Callable[[EditTranscript, int], FoundTranscript]) -> Response:
    container = services()
    job = container.find_job().execute(job_id, owner=visible_to())
    jobs = container.jobs()
    base = require_match(refined(jobs, jobs.revision(job.id, job.revision)))
    try:
        found = change(container.edit_transcript(), base)
    except ConflictError as error:
        raise stale() from error
    # The document is long and ready; it is not read and written once more to be put into the answer.
    revision = {"revision": found.revision.number, "etag": f'"{tag_of(found.revision)}"'}
    head = json.dumps(revision)[:-1].encode()
    body = b"".join((head, b', "transcript": ', document_of(found), b"}"))
    return tagged(Response(body, mimetype="application/json"), found.revision)
