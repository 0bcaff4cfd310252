"""What follows for times and confidence when a person corrects words."""

from dataclasses import replace

import pytest

from exact_transcription.core.domain.edit_application import apply_edits
from exact_transcription.core.domain.edits import (
    ConfirmWords,
    DeleteWords,
    Edit,
    InsertWords,
    MoveWord,
    ReplaceWords,
)
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Provenance, WordFlag
from tests.fakes.transcripts import A, B, a_transcript, span


def _texts(transcript: Transcript) -> list[str]:
    return [word.text for word in transcript.words]


def test_as_many_words_keep_their_times_and_are_sure() -> None:
    edited = apply_edits(a_transcript(), [ReplaceWords(first=1, last=2, text="where, Adam.")])
    before, after = a_transcript().words, edited.words
    assert [word.span for word in after] == [word.span for word in before]
    assert after[2].provenance is Provenance.ALIGNED
    assert after[2].confidence == 1.0
    assert after[2].flags == {WordFlag.OVERLAPPED}
    assert edited.segments[0].text == "Hello where, Adam."


def test_a_word_that_stays_the_same_stays_as_sure_as_it_was() -> None:
    edited = apply_edits(a_transcript(), [ReplaceWords(first=0, last=1, text="Hallo there,")])
    assert (edited.words[0].confidence, edited.words[1].confidence) == (1.0, 0.5)


def test_more_words_share_the_time_and_say_that_it_is_guessed() -> None:
    edited = apply_edits(a_transcript(), [ReplaceWords(first=3, last=4, text="A very good morning")])
    new = edited.words[3:7]
    assert [word.text for word in new] == ["A", "very", "good", "morning"]
    assert {word.provenance for word in new} == {Provenance.INTERPOLATED}
    assert (new[0].span.start, new[-1].span.end) == (3.0, 5.0)
    assert {word.speaker for word in new} == {B}


def test_no_text_deletes_words_and_an_empty_segment() -> None:
    edited = apply_edits(a_transcript(), [ReplaceWords(first=5, last=5, text=" ")])
    assert _texts(edited) == _texts(a_transcript())[:5]
    assert len(edited.segments) == 2


def test_the_text_around_the_edit_keeps_its_spacing() -> None:
    edited = apply_edits(a_transcript(), [ReplaceWords(first=0, last=0, text="Hi")])
    assert edited.segments[0].text == "Hi there,  Ada."


def test_languages_without_spaces_get_none() -> None:
    transcript = replace(a_transcript(), language="ja")
    edited = apply_edits(transcript, [ReplaceWords(first=3, last=4, text="お早う")])
    assert edited.segments[1].text == "お早う"
    assert [word.text for word in edited.segments[1].words] == ["お", "早", "う"]


def test_a_moved_word_says_that_a_person_moved_it() -> None:
    edited = apply_edits(a_transcript(), [MoveWord(word=5, start=5.2, end=6.5)])
    assert edited.words[5].span == span(5.2, 6.5)
    assert edited.words[5].provenance is Provenance.EDITED
    assert edited.segments[2].span == span(5.1, 6.5)


def test_inserted_words_stand_in_the_time_between_and_say_that_it_is_guessed() -> None:
    edited = apply_edits(a_transcript(), [InsertWords(after=0, text="you over")])
    new = edited.words[1:3]
    assert _texts(edited)[:4] == ["Hello", "you", "over", "there,"]
    assert (new[0].span.start, new[1].span.end) == (0.5, 1.0)
    assert {(word.provenance, word.speaker, word.confidence) for word in new} == {
        (Provenance.INTERPOLATED, A, 1.0)
    }
    assert edited.segments[0].text == "Hello you over there,  Ada."


@pytest.mark.parametrize(
    ("edit", "text", "when"),
    [
        (InsertWords(before=3, text="Very"), "Very Good morning.", span(3.0, 3.0)),
        (InsertWords(after=4, text="Sir."), "Good morning. Sir.", span(5.0, 5.0)),
    ],
)
def test_words_can_be_inserted_at_the_edges_of_a_segment(edit: Edit, text: str, when: TimeSpan) -> None:
    edited = apply_edits(a_transcript(), [edit])
    assert edited.segments[1].text == text
    assert when in {word.span for word in edited.segments[1].words}
    assert {word.speaker for word in edited.segments[1].words} == {B}


def test_words_of_several_segments_are_deleted_at_once() -> None:
    edited = apply_edits(a_transcript(), [DeleteWords(first=2, last=4)])
    assert _texts(edited) == ["Hello", "there,", "Well"]
    assert [segment.text for segment in edited.segments] == ["Hello there,", "Well"]


def test_a_confirmed_word_is_beyond_doubt_and_says_that_a_person_set_its_guessed_time() -> None:
    guessed = apply_edits(a_transcript(), [ReplaceWords(first=1, last=1, text="over there,")])
    confirmed = apply_edits(guessed, [ConfirmWords(first=2, last=3)])
    assert [word.provenance for word in confirmed.words[:4]] == [
        Provenance.ALIGNED,
        Provenance.INTERPOLATED,
        Provenance.EDITED,
        Provenance.ALIGNED,
    ]
    assert confirmed.words[3].text == "Ada."
    assert confirmed.words[3].flags == frozenset()
    assert confirmed.words[3].confidence == 1.0
    assert [word.span for word in confirmed.words] == [word.span for word in guessed.words]
    assert confirmed.segments[0].text == guessed.segments[0].text


def test_only_words_that_are_there_can_be_confirmed() -> None:
    with pytest.raises(InvalidRequestError, match="no words 5 to 6"):
        apply_edits(a_transcript(), [ConfirmWords(first=5, last=6)])
