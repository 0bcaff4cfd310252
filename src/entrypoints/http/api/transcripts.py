"""Transcripts, and the versions that there are of them."""

from datetime import datetime
from io import BytesIO

from flask import Response, request
from pydantic import BaseModel, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.revision import Revision, RevisionKind
from exact_transcription.core.usecases.store_transcript import FoundTranscript
from exact_transcription.entrypoints.http.api.entity_tags import tag_of
from exact_transcription.entrypoints.http.api.fields import Sent
from exact_transcription.entrypoints.http.api.ids import JobPath
from exact_transcription.entrypoints.http.api.resource import Resource
from exact_transcription.entrypoints.http.api.transcriptions import ONE
from exact_transcription.entrypoints.http.identity import visible_to
from exact_transcription.entrypoints.http.services import services
from exact_transcription.plugins.documents.transcript import TranscriptDocument

TRANSCRIPT = f"{ONE}/transcript"
HEADERS = {
    "ETag": "The revision; send it as If-Match with edits.",
    "X-Revision": "Number of the revision.",
    "X-Undo": "Number of the revision that undoing leads back to; left out where there is nothing to undo.",
    "X-Redo": "Number of the revision that redoing leads to; left out where nothing was undone just before.",
}

transcripts = Resource("Transcripts", about="Who said what, exactly when, in all its versions.")


class RevisionQuery(Sent):
    """Which version."""

    revision: int | None = Field(default=None, ge=1, le=1_000_000_000, description="The newest, if left out.")


class RevisionModel(BaseModel):
    """One version of a transcript."""

    number: int
    kind: RevisionKind
    author: str = Field(description="Id of the user who made it.")
    note: str = Field(description="What was changed, in a few words.")
    created: datetime
    undo: int | None = Field(description="The revision that undoing this one leads back to.")
    redo: int | None = Field(description="The revision that redoing leads to, where one was undone.")
    etag: str = Field(description="Its entity tag, with quotation marks.")

    @classmethod
    def of(cls, revision: Revision) -> "RevisionModel":
        """Show a revision."""
        return cls(
            number=revision.number,
            kind=revision.kind,
            author=revision.author,
            note=revision.note,
            created=revision.created,
            undo=revision.base or None,
            redo=revision.redo or None,
            etag=f'"{tag_of(revision)}"',
        )


class RevisionList(BaseModel):
    """All versions of a transcript, the oldest first."""

    items: list[RevisionModel]


@transcripts.get(
    TRANSCRIPT,
    scope=Scope.READ,
    returns=TranscriptDocument,
    headers=HEADERS,
    also={304: None},
    errors=(404,),
)
def read_transcript(path: JobPath, query: RevisionQuery) -> Response:
    """Read the transcript.

    The document is the `json` format. With `If-None-Match` and the ETag of what is known already, the answer
    is 304 where nothing changed.
    """
    container, visible = services(), visible_to()
    job = container.find_job().execute(path.job_id, owner=visible)
    number = query.revision or job.revision
    if number and request.if_none_match:
        revision = container.jobs().revision(job.id, number)
        if request.if_none_match.contains(tag_of(revision)):
            return tagged(Response(status=304), revision)
    found = container.read_transcript().execute(job.id, number=query.revision, owner=visible)
    return document_answer(found)


@transcripts.get(f"{ONE}/revisions", scope=Scope.READ, returns=RevisionList, errors=(404,))
def list_revisions(path: JobPath) -> RevisionList:
    """List the versions of the transcript, the oldest first."""
    job = services().find_job().execute(path.job_id, owner=visible_to())
    return RevisionList(items=[RevisionModel.of(each) for each in services().jobs().revisions(job.id)])


def document_of(found: FoundTranscript) -> bytes:
    """The canonical document of a transcript."""
    stream = BytesIO()
    services().plugins().write("json", found.transcript, stream, {})
    return stream.getvalue()


def document_answer(found: FoundTranscript) -> Response:
    """A transcript with its entity tag."""
    answer = Response(document_of(found), mimetype="application/json")
    return tagged(answer, found.revision)


def tagged(answer: Response, revision: Revision) -> Response:
    """An answer that says which revision it is about, and what lies before and after it."""
    answer.set_etag(tag_of(revision))
    answer.headers["X-Revision"] = str(revision.number)
    if revision.base:
        answer.headers["X-Undo"] = str(revision.base)
    if revision.redo:
        answer.headers["X-Redo"] = str(revision.redo)
    # It may be kept, but must be asked for: somebody may have edited.
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
