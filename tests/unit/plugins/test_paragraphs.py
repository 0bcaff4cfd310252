"""What formats make of paragraphs that a person began or joined."""

import json
from dataclasses import replace

import pytest

from exact_transcription.core.domain.edit_application import apply_edits
from exact_transcription.core.domain.edits import BeginParagraph, JoinParagraphs
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.entrypoints.http.conversation import rows_of
from exact_transcription.plugins.testing.builders import said, transcript
from tests.unit.plugins.writing import read, text

ANN = "SPEAKER_00"


def _spoken(*segments: tuple[float, float, str]) -> Transcript:
    return transcript([said(ANN, *each) for each in segments])


WHOLE = _spoken((0, 2, "One two three four."))
BROKEN = apply_edits(WHOLE, [BeginParagraph(word=2)])
APART = _spoken((0, 1, "One."), (7, 8, "Two."))
TOGETHER = apply_edits(APART, [JoinParagraphs(word=1)])


def test_a_paragraph_begins_with_name_and_time() -> None:
    assert text("txt", WHOLE) == "SPEAKER_00 [00:00:00]: One two three four.\n"
    assert text("txt", BROKEN) == "SPEAKER_00 [00:00:00]: One two\n\nSPEAKER_00 [00:00:01]: three four.\n"
    assert text("md", BROKEN).count("## SPEAKER_00") == 2
    assert text("jefferson", BROKEN).count("SPEAKER_00") == 2
    assert [piece.text for row in rows_of(BROKEN) for piece in row.pieces] == ["One two", "three four."]


def test_paragraphs_that_were_joined_are_one_whatever_the_silence() -> None:
    assert text("txt", APART, times=False) == "SPEAKER_00: One.\n\nSPEAKER_00: Two.\n"
    assert text("txt", TOGETHER, times=False) == "SPEAKER_00: One. Two.\n"
    assert len(list(rows_of(TOGETHER))) == 1


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_no_cue_holds_the_end_of_one_paragraph_and_the_beginning_of_the_next(name: str) -> None:
    assert [each.text for each in read(name, text(name, WHOLE)).segments] == ["One two three four."]
    assert [each.text for each in read(name, text(name, BROKEN)).segments] == ["One two", "three four."]


@pytest.mark.parametrize("name", ["srt", "vtt", "rttm"])
def test_nothing_that_is_timed_goes_on_through_a_silence(name: str) -> None:
    apart, together = (replace(each, turns=()) for each in (APART, TOGETHER))
    assert text(name, together) == text(name, apart)


@pytest.mark.parametrize("name", ["textgrid", "eaf", "cha", "rttm"])
def test_tiers_of_turns_know_nothing_of_paragraphs(name: str) -> None:
    for spoken in (WHOLE, APART):
        for number in range(1, len(spoken.words)):
            told = apply_edits(spoken, [BeginParagraph(word=number)])
            assert text(name, replace(told, turns=())) == text(name, replace(spoken, turns=()))
    assert text(name, TOGETHER) == text(name, APART)


def test_the_canonical_json_keeps_them_and_older_documents_have_none() -> None:
    for spoken in (BROKEN, TOGETHER):
        assert read("json", text("json", spoken)) == spoken
    document = json.loads(text("json", BROKEN))
    for segment in document["segments"]:
        del segment["paragraph"]
    assert [each.paragraph for each in read("json", json.dumps(document)).segments] == [None, None]


def test_a_paragraph_that_begins_with_a_hesitation_is_one_without_it_too() -> None:
    spoken = _spoken((0, 1, "One."), (1, 2, "Um."), (2, 3, "Two."))
    broken = apply_edits(spoken, [BeginParagraph(word=1)])
    assert text("txt", broken, times=False, drop_fillers=True) == "SPEAKER_00: One.\n\nSPEAKER_00: Two.\n"
