"""Corrections: versioned, undoable, and none lost to somebody else's."""

import json

import pytest

from exact_transcription.core.domain.edits import Edit, RenameSpeaker, ReplaceWords
from exact_transcription.core.domain.errors import (
    ConflictError,
    InvalidRequestError,
    InvalidValueError,
    JobStateError,
    NotFoundError,
)
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.revision import RevisionKind
from exact_transcription.core.usecases.edit_transcript import EditRequest, EditTranscript
from exact_transcription.core.usecases.store_transcript import FoundTranscript, ReadTranscript, facts_of
from exact_transcription.core.usecases.transcript_document import from_document, to_document
from tests.fakes.transcripts import A, a_transcript
from tests.unit.usecases.kit import Kit


@pytest.fixture
def kit() -> Kit:
    return Kit()


@pytest.fixture
def job(kit: Kit) -> Job:
    job = kit.submit()
    kit.run(job)
    return kit.jobs.get(job.id)


def _editing(kit: Kit) -> EditTranscript:
    return EditTranscript(jobs=kit.jobs, blobs=kit.blobs, clock=kit.clock)


def _rename(kit: Kit, job: Job, name: str, base: int) -> FoundTranscript:
    edits = [RenameSpeaker(speaker=A, name=name)]
    return _editing(kit).execute(
        EditRequest(job_id=job.id, base=base, edits=edits, author="eve", note="name")
    )


def _name(kit: Kit, job: Job) -> str | None:
    return ReadTranscript(jobs=kit.jobs, blobs=kit.blobs).execute(job.id).transcript.speakers[0].name


def test_an_edit_makes_a_revision_and_keeps_the_one_before(kit: Kit, job: Job) -> None:
    assert kit.jobs.get(job.id).transcript == facts_of(a_transcript())
    edited = _rename(kit, job, "Ada", base=1)
    read = ReadTranscript(jobs=kit.jobs, blobs=kit.blobs)
    assert read.execute(job.id) == edited
    assert (edited.revision.number, edited.revision.kind) == (2, RevisionKind.EDITED)
    assert (edited.revision.author, edited.revision.note) == ("eve", "name")
    assert read.execute(job.id, number=1).transcript == a_transcript()
    assert edited.revision.sha256 != read.execute(job.id, number=1).revision.sha256


def test_who_edits_what_somebody_else_changed_is_told(kit: Kit, job: Job) -> None:
    _rename(kit, job, "Ada", base=1)
    with pytest.raises(ConflictError):
        _rename(kit, job, "Eve", base=1)
    assert _name(kit, job) == "Ada"


def test_an_edit_that_cannot_be_made_changes_nothing(kit: Kit, job: Job) -> None:
    edits: list[Edit] = [RenameSpeaker(speaker=A, name="Ada"), ReplaceWords(first=99, last=99, text="x")]
    with pytest.raises(InvalidRequestError):
        _editing(kit).execute(EditRequest(job_id=job.id, base=1, edits=edits))
    assert kit.jobs.get(job.id).revision == 1
    with pytest.raises(InvalidRequestError):
        _editing(kit).execute(EditRequest(job_id=job.id, base=1, edits=[]))


def test_undoing_leads_back_step_by_step_to_the_first_version(kit: Kit, job: Job) -> None:
    for base, name in enumerate(["Ada", "Eve"], start=1):
        _rename(kit, job, name, base)
    names = []
    for base in (3, 4):
        undone = _editing(kit).undo(job.id, base=base)
        assert undone.revision.kind is RevisionKind.RESTORED
        names.append(_name(kit, job))
    assert names == ["Ada", None]
    with pytest.raises(JobStateError):
        _editing(kit).undo(job.id, base=5)
    with pytest.raises(ConflictError):
        _editing(kit).undo(job.id, base=2)


def test_undoing_after_an_edit_that_followed_an_undo_takes_back_that_edit(kit: Kit, job: Job) -> None:
    _rename(kit, job, "Ada", base=1)
    _editing(kit).undo(job.id, base=2)
    _rename(kit, job, "Eve", base=3)
    _editing(kit).undo(job.id, base=4)
    assert _name(kit, job) is None


def test_what_was_undone_can_be_redone_step_by_step(kit: Kit, job: Job) -> None:
    for base, name in enumerate(["Ada", "Eve"], start=1):
        _rename(kit, job, name, base)
    editing, names = _editing(kit), []
    steps = [editing.undo, editing.undo, editing.redo, editing.undo, editing.redo, editing.redo, editing.undo]
    for base, step in enumerate(steps, start=3):
        step(job.id, base=base)
        names.append(_name(kit, job))
    assert names == ["Ada", None, "Ada", None, "Ada", "Eve", "Ada"]


def test_only_what_was_undone_just_before_can_be_redone(kit: Kit, job: Job) -> None:
    with pytest.raises(JobStateError):
        _editing(kit).redo(job.id, base=1)
    _rename(kit, job, "Ada", base=1)
    _editing(kit).undo(job.id, base=2)
    with pytest.raises(ConflictError):
        _editing(kit).redo(job.id, base=2)
    _rename(kit, job, "Eve", base=3)
    with pytest.raises(JobStateError):
        _editing(kit).redo(job.id, base=4)


def test_any_version_can_be_brought_back_and_that_undone(kit: Kit, job: Job) -> None:
    for base, name in enumerate(["Ada", "Eve"], start=1):
        _rename(kit, job, name, base)
    _editing(kit).restore(job.id, 1, base=3)
    assert _name(kit, job) is None
    _editing(kit).undo(job.id, base=4)
    assert _name(kit, job) == "Eve"
    with pytest.raises(NotFoundError):
        _editing(kit).restore(job.id, 77, base=5)


def test_only_the_owner_edits(kit: Kit, job: Job) -> None:
    request = EditRequest(job_id=job.id, base=1, edits=[RenameSpeaker(speaker=A, name="x")], owner="mallory")
    with pytest.raises(NotFoundError):
        _editing(kit).execute(request)
    with pytest.raises(NotFoundError):
        _editing(kit).undo(job.id, base=1, owner="mallory")


def test_a_job_without_a_transcript_has_none_to_edit(kit: Kit) -> None:
    job = kit.submit()
    with pytest.raises(NotFoundError):
        _rename(kit, job, "Ada", base=0)


def test_a_document_holds_all_of_a_transcript() -> None:
    assert from_document(to_document(a_transcript())) == a_transcript()


def test_a_document_of_an_earlier_or_later_program_is_read_as_far_as_it_is_known() -> None:
    document = json.loads(to_document(a_transcript()))
    document["transcript"]["mood"] = "cheerful"
    del document["transcript"]["report"]["stages"]
    read = from_document(json.dumps(document).encode())
    assert read.segments == a_transcript().segments
    assert read.report.stages == ()


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b'{"format": 2}', b'{"format": 1, "transcript": {"media": 7}}']
)
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidValueError):
        from_document(data)
