"""What follows from a person's corrections of speakers, turns and segments."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.diarization import Speaker, Turn
from exact_transcription.core.domain.edit_application import apply_edits
from exact_transcription.core.domain.edits import (
    AddSpeaker,
    BeginParagraph,
    ConfirmWords,
    DeleteWords,
    Edit,
    InsertWords,
    JoinParagraphs,
    MergeSegments,
    MergeSpeakers,
    MergeTurns,
    MoveWord,
    ReassignRanges,
    ReassignSpan,
    ReassignTurn,
    ReassignWords,
    RenameSpeaker,
    ReplaceWords,
    SplitSegment,
    SplitTurn,
)
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.pause import PauseKind
from exact_transcription.core.domain.transcript import Transcript
from tests.fakes.transcripts import A, B, a_transcript, span


def _texts(transcript: Transcript) -> list[str]:
    return [word.text for word in transcript.words]


def test_a_speaker_gets_a_name_and_loses_it() -> None:
    named = apply_edits(a_transcript(), [RenameSpeaker(speaker=A, name="  Ada ")])
    assert named.speakers[0] == Speaker(id=A, name="Ada")
    assert apply_edits(named, [RenameSpeaker(speaker=A, name=None)]) == a_transcript()


def test_merging_makes_two_speakers_one_everywhere() -> None:
    merged = apply_edits(a_transcript(), [MergeSpeakers(speaker=A, into=B)])
    assert merged.speakers == (Speaker(id=B, name="Bob"),)
    assert {word.speaker for word in merged.words} == {B}
    assert {segment.speaker for segment in merged.segments} == {B}
    assert merged.turns == (Turn(span=span(0, 2), speaker=B), Turn(span=span(3, 6), speaker=B))
    assert merged.overlaps == ()
    assert [(pause.kind, pause.speaker) for pause in merged.pauses] == [
        (PauseKind.PAUSE, B),
        (PauseKind.PAUSE, B),  # it was a gap; of one speaker it is a pause, and the latch is none
    ]


def test_reassigned_words_take_their_part_of_the_turn_along() -> None:
    edited = apply_edits(a_transcript(), [ReassignWords(first=2, last=2, speaker=B)])
    assert edited.words[2].speaker == B
    assert Turn(span=span(1.5, 2.0), speaker=B) in edited.turns
    assert Turn(span=span(0.0, 1.5), speaker=A) in edited.turns
    assert edited.segments[0].speaker == A
    pause, gap, latch = edited.pauses
    assert (pause.speaker, pause.next_speaker) == (A, A)
    assert (gap.kind, gap.speaker, gap.next_speaker) == (PauseKind.PAUSE, B, B)
    assert latch.kind is PauseKind.LATCH


def test_a_segment_belongs_to_who_says_most_of_it() -> None:
    edited = apply_edits(a_transcript(), [ReassignWords(first=0, last=2, speaker=B)])
    assert edited.segments[0].speaker == B


def test_a_turn_is_given_away_with_its_words() -> None:
    edited = apply_edits(a_transcript(), [ReassignTurn(turn=1, speaker=A)])
    assert {word.speaker for word in edited.words} == {A}
    assert edited.turns == (Turn(span=span(0, 2), speaker=A), Turn(span=span(3, 6), speaker=A))


def test_words_can_be_given_to_somebody_new() -> None:
    edited = apply_edits(
        a_transcript(), [AddSpeaker(name="Cleo"), ReassignWords(first=5, last=5, speaker="SPEAKER_02")]
    )
    assert edited.words[5].speaker == "SPEAKER_02"
    assert edited.label_of("SPEAKER_02") == "Cleo"


def test_a_segment_is_split_and_merged_again() -> None:
    parted = apply_edits(a_transcript(), [SplitSegment(word=2)])
    assert [segment.text for segment in parted.segments[:2]] == ["Hello there,", "Ada."]
    assert [segment.span for segment in parted.segments[:2]] == [span(0.0, 1.4), span(1.5, 2.0)]
    whole = apply_edits(parted, [MergeSegments(first=0, last=1)])
    assert whole.segments[0] == replace(a_transcript().segments[0], text="Hello there, Ada.", scores=None)
    assert whole.words == a_transcript().words


def test_the_rest_of_a_turn_goes_to_somebody_else_with_its_words() -> None:
    edited = apply_edits(a_transcript(), [SplitTurn(turn=0, at=0.9, speaker=B)])
    assert [word.speaker for word in edited.words[:3]] == [A, B, B]
    assert edited.turns[:2] == (Turn(span=span(0, 0.9), speaker=A), Turn(span=span(0.9, 2), speaker=B))
    assert edited.pauses[0].kind is PauseKind.GAP


def test_two_turns_of_a_speaker_become_one_over_who_talks_between() -> None:
    edited = apply_edits(a_transcript(), [MergeTurns(first=0, last=2)])
    assert edited.turns == (Turn(span=span(0, 6), speaker=A), Turn(span=span(3, 5), speaker=B))
    assert edited.words == a_transcript().words


def test_what_a_speaker_says_in_a_span_goes_to_another() -> None:
    edited = apply_edits(a_transcript(), [ReassignSpan(speaker=A, into=B, start=1.2, end=5.5)])
    assert [word.speaker for word in edited.words] == [A, B, B, B, B, A]
    assert Turn(span=span(1.2, 2.0), speaker=B) in edited.turns
    assert Turn(span=span(5.5, 6.0), speaker=A) in edited.turns


def test_numbers_are_those_that_the_edits_before_leave() -> None:
    edited = apply_edits(
        a_transcript(),
        [ReplaceWords(first=0, last=0, text=""), ReplaceWords(first=0, last=0, text="here,")],
    )
    assert _texts(edited)[:2] == ["here,", "Ada."]


@pytest.mark.parametrize(
    "edit",
    [
        RenameSpeaker(speaker="nobody", name="x"),
        RenameSpeaker(speaker=A, name="x\ny"),
        RenameSpeaker(speaker=A, name="x" * 201),
        MergeSpeakers(speaker=A, into="nobody"),
        MergeSpeakers(speaker=A, into=A),
        ReassignWords(first=0, last=6, speaker=A),
        ReassignWords(first=2, last=1, speaker=A),
        ReassignWords(first=-1, last=1, speaker=A),
        ReassignWords(first=0, last=0, speaker="nobody"),
        ReassignTurn(turn=3, speaker=A),
        ReassignTurn(turn=-1, speaker=A),
        ReplaceWords(first=2, last=3, text="over two segments"),
        ReplaceWords(first=0, last=0, text="x" * 10_001),
        MoveWord(word=0, start=1.0, end=0.5),
        MoveWord(word=0, start=float("nan"), end=0.5),
        MoveWord(word=0, start=1.2, end=1.3),
        MoveWord(word=5, start=5.5, end=7.5),
        InsertWords(text="x"),
        InsertWords(text="x", before=0, after=0),
        InsertWords(text=" ", before=0),
        InsertWords(text="x", after=6),
        DeleteWords(first=4, last=6),
        ConfirmWords(first=2, last=1),
        SplitSegment(word=0),
        SplitSegment(word=3),
        SplitSegment(word=6),
        MergeSegments(first=2, last=3),
        MergeSegments(first=1, last=1),
        SplitTurn(turn=0, at=2.0, speaker=B),
        SplitTurn(turn=0, at=float("nan"), speaker=B),
        SplitTurn(turn=0, at=1.0, speaker=A),
        MergeTurns(first=0, last=1),
        MergeTurns(first=2, last=0),
        ReassignSpan(speaker=B, into=A, start=0, end=1),
        ReassignSpan(speaker=A, into="nobody", start=0, end=1),
        ReassignSpan(speaker=A, into=B, start=1, end=0),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused_and_named(edit: Edit) -> None:
    with pytest.raises(InvalidRequestError, match="Edit 2 cannot be made"):
        apply_edits(a_transcript(), [RenameSpeaker(speaker=A, name="Ada"), edit])


_speakers = st.sampled_from([A, B, "SPEAKER_02"])

_numbers = st.integers(0, 7)

_edits = st.one_of(
    st.builds(RenameSpeaker, speaker=_speakers, name=st.none() | st.text(max_size=5)),
    st.builds(MergeSpeakers, speaker=_speakers, into=_speakers),
    st.builds(AddSpeaker),
    st.builds(ReassignWords, first=_numbers, last=_numbers, speaker=_speakers),
    st.builds(ReassignTurn, turn=st.integers(0, 3), speaker=_speakers),
    st.builds(ReplaceWords, first=_numbers, last=_numbers, text=st.text("ab ,-", max_size=9)),
    st.builds(MoveWord, word=_numbers, start=st.floats(0, 8), end=st.floats(0, 8)),
    st.builds(InsertWords, text=st.text("ab ,-", max_size=9), before=_numbers),
    st.builds(InsertWords, text=st.text("ab ,-", max_size=9), after=_numbers),
    st.builds(DeleteWords, first=_numbers, last=_numbers),
    st.builds(ConfirmWords, first=_numbers, last=_numbers),
    st.builds(SplitSegment, word=_numbers),
    st.builds(BeginParagraph, word=_numbers),
    st.builds(JoinParagraphs, word=_numbers),
    st.builds(MergeSegments, first=st.integers(0, 3), last=st.integers(0, 3)),
    st.builds(SplitTurn, turn=st.integers(0, 3), at=st.floats(0, 8), speaker=_speakers),
    st.builds(MergeTurns, first=st.integers(0, 3), last=st.integers(0, 3)),
    st.builds(ReassignSpan, speaker=_speakers, into=_speakers, start=st.floats(0, 8), end=st.floats(0, 8)),
)


@given(st.lists(_edits, max_size=8))
def test_whatever_is_edited_the_transcript_stays_sound(edits: list[Edit]) -> None:
    transcript = a_transcript()
    for edit in edits:
        try:
            transcript = apply_edits(transcript, [edit])
        except InvalidRequestError:
            continue
    for segment in transcript.segments:
        assert segment.words
        written = "".join(word.text for word in segment.words)
        assert "".join(segment.text.split()) == "".join(written.split())
        for word in segment.words:
            assert segment.span.start <= word.span.start <= word.span.end <= segment.span.end
    assert all(one.span <= two.span for one, two in pairwise(transcript.segments))
    assert list(transcript.turns) == sorted(transcript.turns)
    for pause in transcript.pauses:
        assert pause.kind is not PauseKind.LATCH or pause.speaker != pause.next_speaker
        assert (pause.kind is PauseKind.PAUSE) <= (pause.speaker == pause.next_speaker)
    known = {speaker.id for speaker in transcript.speakers}
    assert {pause.speaker for pause in transcript.pauses} <= known
    assert {name for overlap in transcript.overlaps for name in overlap.speakers} <= known
    assert [pause.span for pause in transcript.pauses] == sorted(pause.span for pause in transcript.pauses)


def test_ranges_are_given_in_one_go_as_they_are_one_by_one() -> None:
    given = apply_edits(a_transcript(), [ReassignRanges(ranges=((0, 1), (3, 4)), speaker=A)])
    one_by_one = [ReassignWords(first=0, last=1, speaker=A), ReassignWords(first=3, last=4, speaker=A)]
    assert given == apply_edits(a_transcript(), one_by_one)
    assert {word.speaker for word in given.words} == {A}
    for wrong in ((), ((4, 3),), ((0, 99),)):
        with pytest.raises(InvalidRequestError):
            apply_edits(a_transcript(), [ReassignRanges(ranges=wrong, speaker=A)])
