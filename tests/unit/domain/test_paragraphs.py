"""Paragraphs that a person begins, and those that a person makes one."""

import pytest

from exact_transcription.core.domain.edit_application import apply_edits
from exact_transcription.core.domain.edits import (
    BeginParagraph,
    DeleteWords,
    Edit,
    JoinParagraphs,
    MergeSegments,
    ReassignWords,
    SplitSegment,
)
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.spoken_turns import spoken_turns
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.testing.builders import said, transcript

ANN, BEN = "SPEAKER_00", "SPEAKER_01"


def a_monologue() -> Transcript:
    """Words 0 to 3, 4 and 5 of one person, 6 and 7 after 5 s of silence, 8 of somebody else."""
    return transcript(
        [
            said(ANN, 0, 2, "one two three four"),
            said(ANN, 2, 3, "five six"),
            said(ANN, 8, 9, "seven eight"),
            said(BEN, 9, 10, "nine"),
        ]
    )


def begins(spoken: Transcript) -> list[int]:
    """Numbers of the words that begin what is shown as a paragraph."""
    return [turn.first for turn in spoken_turns(spoken)]


def edited(*edits: Edit) -> Transcript:
    return apply_edits(a_monologue(), edits)


def test_a_paragraph_begins_inside_a_segment_which_becomes_two() -> None:
    told = edited(BeginParagraph(word=2))
    assert [each.text for each in told.segments[:2]] == ["one two", "three four"]
    assert [each.paragraph for each in told.segments] == [None, True, None, None, None]
    assert begins(told) == [0, 2, 6, 8]
    assert (told.words, told.turns) == (a_monologue().words, a_monologue().turns)


def test_a_paragraph_begins_where_a_segment_does() -> None:
    told = edited(BeginParagraph(word=4))
    assert [each.text for each in told.segments] == [each.text for each in a_monologue().segments]
    assert begins(told) == [0, 4, 6, 8]


def test_what_was_begun_is_joined_again() -> None:
    told = edited(BeginParagraph(word=2), BeginParagraph(word=4), JoinParagraphs(word=2))
    assert begins(told) == [0, 4, 6, 8]
    assert begins(apply_edits(told, [JoinParagraphs(word=4)])) == begins(a_monologue())


def test_paragraphs_are_joined_over_a_long_silence() -> None:
    assert begins(a_monologue()) == [0, 6, 8]
    assert begins(edited(JoinParagraphs(word=6))) == [0, 8]


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (JoinParagraphs(word=2), "inside a segment"),
        (JoinParagraphs(word=0), "same speaker"),
        (JoinParagraphs(word=8), "same speaker"),
        (JoinParagraphs(word=9), "there are no words 9"),
        (BeginParagraph(word=9), "there are no words 9"),
    ],
)
def test_what_makes_no_sense_is_refused(edit: Edit, why: str) -> None:
    with pytest.raises(InvalidRequestError, match=why):
        edited(edit)


def test_splitting_a_segment_makes_no_paragraph() -> None:
    told = edited(BeginParagraph(word=4), SplitSegment(word=5), SplitSegment(word=1))
    assert begins(told) == [0, 4, 6, 8]


def test_merging_segments_takes_away_the_paragraphs_between_them() -> None:
    assert begins(edited(BeginParagraph(word=4), MergeSegments(first=0, last=1))) == begins(a_monologue())
    assert begins(edited(BeginParagraph(word=2), MergeSegments(first=1, last=2))) == [0, 2, 6, 8]


def test_a_paragraph_outlives_its_first_words() -> None:
    begun = edited(BeginParagraph(word=2))
    assert begins(apply_edits(begun, [DeleteWords(first=2, last=2)])) == [0, 2, 5, 7]
    assert begins(apply_edits(begun, [DeleteWords(first=2, last=3)])) == [0, 2, 4, 6]
    assert begins(apply_edits(begun, [DeleteWords(first=2, last=5)])) == [0, 2, 4]


def test_a_paragraph_that_is_gone_leaves_nothing_to_another_speaker() -> None:
    told = edited(
        BeginParagraph(word=6), DeleteWords(first=6, last=7), ReassignWords(first=6, last=6, speaker=ANN)
    )
    assert begins(told) == [0, 6]  # after 6 s of silence
    assert told.segments[-1].paragraph is None


def test_an_overlap_that_comes_between_is_sorted_in() -> None:
    spoken = transcript([said(ANN, 0, 4, "one two three four"), said(BEN, 1.5, 1.9, "hm")])
    told = apply_edits(spoken, [BeginParagraph(word=2)])
    assert [word.text for word in told.words] == ["one", "two", "hm", "three", "four"]
    assert [each.paragraph for each in told.segments] == [None, None, True]
