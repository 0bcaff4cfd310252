"""Turns that sound like one: compared by time, whatever was edited meanwhile."""

from io import BytesIO

import numpy as np
import pytest

from exact_transcription.core.domain.edits import Edit, MergeSpeakers, ReassignWords, ReplaceWords
from exact_transcription.core.domain.errors import (
    InvalidRequestError,
    NotFoundError,
    NoVoicePrintsError,
)
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.voice_prints import VoicePrints
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.alike_turns import (
    RELIABLE,
    SAME_VOICE,
    Comparison,
    FindAlikeTurns,
    KeepVoicePrints,
)
from exact_transcription.core.usecases.edit_transcript import EditRequest, EditTranscript
from exact_transcription.core.usecases.store_transcript import ReadTranscript
from exact_transcription.core.usecases.transcribe import TranscribeRequest
from tests.unit.usecases.kit import Kit

PRINTS = VoicePrints(
    model="two voices",
    pieces=np.array([(0.0, 2.0), (3.0, 4.8), (5.2, 6.0)]),
    embeddings=np.array([(1.0, 0.0), (0.6, 0.8), (1.0, 0.0)], dtype=np.float16),
)
"""Of the transcript of the tests: words 0 to 2, 3 and 4, and 5, which is short."""


@pytest.fixture
def kit() -> Kit:
    return Kit()


@pytest.fixture
def job(kit: Kit) -> Job:
    job = kit.submit()
    kit.run(job)
    KeepVoicePrints(blobs=kit.blobs).execute(job.id, PRINTS)
    return kit.jobs.get(job.id)


def compare(kit: Kit, job: Job, word: int, owner: str | None = None) -> Comparison:
    read = ReadTranscript(jobs=kit.jobs, blobs=kit.blobs).execute
    return FindAlikeTurns(read=read, blobs=kit.blobs).execute(job.id, word, owner=owner)


def test_turns_come_with_their_similarity_the_most_alike_first(kit: Kit, job: Job) -> None:
    found = compare(kit, job, 1)
    assert (found.chosen.turn.first, found.chosen.turn.last) == (0, 2)
    assert [each.turn.first for each in found.others] == [5, 3]
    assert [each.similarity for each in found.others] == pytest.approx([1.0, 0.6], abs=1e-3)
    assert found.revision.number == 1


def test_what_is_short_is_shown_and_not_relied_on(kit: Kit, job: Job) -> None:
    short, other = compare(kit, job, 0).others
    assert (short.reliable, short.alike) == (False, False)
    assert short.heard < RELIABLE <= other.heard
    assert (other.reliable, other.alike) == (True, (other.similarity or 0) >= SAME_VOICE)


def test_a_turn_in_which_nobody_is_heard_alone_cannot_be_compared(kit: Kit, job: Job) -> None:
    prints = VoicePrints(model="", pieces=PRINTS.pieces[:2], embeddings=PRINTS.embeddings[:2])
    KeepVoicePrints(blobs=kit.blobs).execute(job.id, prints)
    assert [each.similarity for each in compare(kit, job, 0).others][1] is None
    assert {each.similarity for each in compare(kit, job, 5).others} == {None}


def test_after_edits_turns_are_found_by_their_time(kit: Kit, job: Job) -> None:
    edits: list[Edit] = [
        ReplaceWords(first=0, last=0, text="Oh hello"),
        ReassignWords(first=3, last=3, speaker="SPEAKER_01"),
    ]
    EditTranscript(jobs=kit.jobs, blobs=kit.blobs, clock=kit.clock).execute(
        EditRequest(job_id=job.id, base=1, edits=edits)
    )
    found = compare(kit, job, 6)
    assert found.revision.number == 2
    assert [each.turn.first for each in (found.chosen, *found.others)] == [6, 0, 3]
    assert found.others[0].similarity == pytest.approx(1.0)
    EditTranscript(jobs=kit.jobs, blobs=kit.blobs, clock=kit.clock).execute(
        EditRequest(job_id=job.id, base=2, edits=[MergeSpeakers(speaker="SPEAKER_01", into="SPEAKER_00")])
    )
    assert compare(kit, job, 6).others == ()


def test_without_voice_prints_one_is_told_what_to_do(kit: Kit) -> None:
    for content in (None, b"of another version"):
        other = kit.submit()
        kit.run(other)
        if content is not None:
            kit.blobs.put(job_blobs.voices(other.id), BytesIO(content))
        with pytest.raises(NoVoicePrintsError, match="Run the transcription again"):
            compare(kit, other, 0)


def test_only_words_and_jobs_that_are_there_can_be_asked_about(kit: Kit, job: Job) -> None:
    with pytest.raises(InvalidRequestError, match="no word 6"):
        compare(kit, job, 6)
    with pytest.raises(NotFoundError):
        compare(kit, job, 0, owner="eve")


def test_a_worker_keeps_the_voices_that_it_hears(kit: Kit) -> None:
    job = kit.submit()

    def hear(request: TranscribeRequest, *_: object) -> None:
        assert request.keep_voices is not None
        request.keep_voices(PRINTS)

    runner = kit.runner(hear, voices=KeepVoicePrints(blobs=kit.blobs))
    runner.execute(job.id, stop=kit.stop)
    assert compare(kit, job, 0).chosen.similarity == pytest.approx(1.0)
