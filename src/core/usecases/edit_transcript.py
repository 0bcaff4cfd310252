"""People's corrections, every one a revision of its own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from exact_transcription.core.domain.edit_application import apply_edits
from exact_transcription.core.domain.edits import Edit
from exact_transcription.core.domain.errors import ConflictError, InvalidRequestError, JobStateError
from exact_transcription.core.domain.job import LOCAL_OWNER, Job
from exact_transcription.core.domain.job_transitions import revise
from exact_transcription.core.domain.revision import Revision, RevisionKind
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.usecases.recent_transcripts import RecentTranscripts
from exact_transcription.core.usecases.store_transcript import (
    FoundTranscript,
    ReadTranscript,
    StoredTranscript,
    facts_of,
    store_transcript,
)

MAX_EDITS = 1_000
MAX_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRequest:
    """Changes to a transcript as somebody saw it.

    Attributes:
        job_id: whose transcript.
        base: number of the revision that they saw; it must still be the newest one.
        edits: what to change, in order.
        author: id of the user.
        note: what was changed, in a few words.
        owner: whose the job must be, or None for anybody's.
    """

    job_id: str
    base: int
    edits: Sequence[Edit]
    author: str = LOCAL_OWNER
    note: str = ""
    owner: str | None = None


class EditTranscript:
    """Makes new revisions; nothing that was there is ever changed or lost."""

    def __init__(
        self,
        *,
        jobs: JobRepository,
        blobs: BlobStore,
        clock: Clock,
        recent: RecentTranscripts | None = None,
    ) -> None:
        """Keep revisions in `jobs`, their content in `blobs`, and the newest among the `recent` ones."""
        self._jobs, self._blobs, self._clock = jobs, blobs, clock
        self._recent = recent or RecentTranscripts()
        self._read = ReadTranscript(jobs=jobs, blobs=blobs, recent=self._recent)

    def execute(self, request: EditRequest) -> FoundTranscript:
        """Apply edits.

        Raises:
            NotFoundError: there is no such job of that owner, or it has no transcript yet.
            ConflictError: the transcript was changed meanwhile.
            InvalidRequestError: an edit names something that is not there, or makes no sense.
        """
        if not 0 < len(request.edits) <= MAX_EDITS:
            raise InvalidRequestError(f"Make 1 to {MAX_EDITS} edits at once.")
        return _twice(lambda: self._edited(request))

    def _edited(self, request: EditRequest) -> FoundTranscript:
        found = self._newest(request.job_id, request.base, request.owner)
        edited = apply_edits(found.transcript, request.edits)
        stored = store_transcript(self._blobs, request.job_id, edited)
        self._recent.keep(stored.sha256, edited)
        return self._added(
            request.job_id,
            edited,
            _Draft(
                stored=stored,
                kind=RevisionKind.EDITED,
                steps=_Steps(base=found.revision.number, undo=found.revision.number),
                author=request.author,
                note=request.note[:MAX_NOTE],
            ),
        )

    def undo(
        self, job_id: str, *, base: int, author: str = LOCAL_OWNER, owner: str | None = None
    ) -> FoundTranscript:
        """Take the newest revision back; again and again leads back to the first one.

        Raises:
            NotFoundError: there is no such job of that owner, or it has no transcript yet.
            ConflictError: the transcript was changed meanwhile.
            JobStateError: there is nothing to take back.
        """

        def undone() -> FoundTranscript:
            newest = self._newest(job_id, base, owner).revision
            if newest.base == 0:
                raise JobStateError("There is nothing to undo: this is the first version of the transcript.")
            target = self._jobs.revision(job_id, newest.base)
            steps = _Steps(base=newest.number, undo=target.base, redo=newest.number)
            return self._restored(job_id, target, steps, author, owner)

        return _twice(undone)

    def redo(
        self, job_id: str, *, base: int, author: str = LOCAL_OWNER, owner: str | None = None
    ) -> FoundTranscript:
        """Take back the newest undoing; after any other change there is nothing to redo.

        Raises:
            NotFoundError: there is no such job of that owner, or it has no transcript yet.
            ConflictError: the transcript was changed meanwhile.
            JobStateError: nothing was undone just before.
        """

        def redone() -> FoundTranscript:
            newest = self._newest(job_id, base, owner).revision
            if newest.redo == 0:
                raise JobStateError("There is nothing to redo: the last change was not an undoing.")
            target = self._jobs.revision(job_id, newest.redo)
            steps = _Steps(base=newest.number, undo=target.base, redo=target.redo)
            return self._restored(job_id, target, steps, author, owner)

        return _twice(redone)

    def restore(
        self, job_id: str, number: int, *, base: int, author: str = LOCAL_OWNER, owner: str | None = None
    ) -> FoundTranscript:
        """Make an earlier revision the newest again; undoing that leads back to revision `base`.

        Raises:
            NotFoundError: there is no such job of that owner, or no such revision.
            ConflictError: the transcript was changed meanwhile.
        """

        def restored() -> FoundTranscript:
            newest = self._newest(job_id, base, owner).revision
            target = self._jobs.revision(job_id, number)
            steps = _Steps(base=newest.number, undo=newest.number)
            return self._restored(job_id, target, steps, author, owner)

        return _twice(restored)

    def _newest(self, job_id: str, base: int, owner: str | None) -> FoundTranscript:
        found = self._read.execute(job_id, owner=owner)
        # A worker may have put measured times into what they saw: to them it is the same transcript.
        if not any(each.number == base for each in refined(self._jobs, found.revision)):
            raise ConflictError("The transcript was changed meanwhile.", hint="Read it again, then edit.")
        return found

    def _restored(
        self, job_id: str, target: Revision, steps: "_Steps", author: str, owner: str | None
    ) -> FoundTranscript:
        found = self._read.execute(job_id, number=target.number, owner=owner)
        draft = _Draft(
            stored=StoredTranscript(blob=target.blob, sha256=target.sha256),
            kind=RevisionKind.RESTORED,
            steps=steps,
            author=author,
            note=f"back to {target.number}",
        )
        return self._added(job_id, found.transcript, draft)

    def _added(self, job_id: str, transcript: Transcript, draft: "_Draft") -> FoundTranscript:
        made: list[Revision] = []

        def revision(after: Job) -> Revision:
            made.append(draft.revision(after, self._clock.now()))
            return made[-1]

        change = partial(revise, base=draft.steps.base, transcript=facts_of(transcript))
        job = self._jobs.update(job_id, change, revision=revision, text=transcript.text)
        return FoundTranscript(job=job, revision=made[-1], transcript=transcript)


def refined(jobs: JobRepository, newest: Revision) -> Iterator[Revision]:
    """A revision, and those whose place it takes because it has only better times, the newest first."""
    yield newest
    while newest.refines:
        newest = jobs.revision(newest.job_id, newest.refines)
        yield newest


def _twice(change: Callable[[], FoundTranscript]) -> FoundTranscript:
    try:
        return change()
    except ConflictError:
        # Measured times may have come between reading and writing; if it was more, it is refused again.
        return change()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Steps:
    """Numbers of revisions: the one that is changed, and those that undoing and redoing then lead to."""

    base: int
    undo: int
    redo: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A revision that has no number yet."""

    stored: StoredTranscript
    kind: RevisionKind
    steps: _Steps
    author: str
    note: str

    def revision(self, after: Job, now: datetime) -> Revision:
        return Revision(
            job_id=after.id,
            number=after.revision,
            kind=self.kind,
            blob=self.stored.blob,
            sha256=self.stored.sha256,
            author=self.author,
            note=self.note,
            created=now,
            base=self.steps.undo,
            redo=self.steps.redo,
        )
