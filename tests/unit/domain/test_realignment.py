"""Which words are looked for again, where, and what becomes of what is found."""

from dataclasses import replace

import pytest

from exact_transcription.core.domain.edit_application import apply_edits
from exact_transcription.core.domain.edits import (
    ConfirmWords,
    DeleteWords,
    InsertWords,
    MoveWord,
    RenameSpeaker,
    ReplaceWords,
)
from exact_transcription.core.domain.pause import PauseKind
from exact_transcription.core.domain.realignment import Run, placed, runs_of, with_placed
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Provenance, Word
from exact_transcription.plugins.testing.builders import pause, said, transcript

A, B = "SPEAKER_00", "SPEAKER_01"


def _talk() -> Transcript:
    """Words of half a second: 0 to 3.9 are A's, 5 to 8.9 B's."""
    return transcript(
        [
            said(A, 0.0, 4.0, "one two three four five six seven eight"),
            said(B, 5.0, 7.0, "nine ten eleven twelve"),
        ]
    )


def _changed() -> Transcript:
    return apply_edits(_talk(), [ReplaceWords(first=2, last=3, text="THREE AND FOUR")])


def _texts(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def _aligned(run: Run, **spans: tuple[float, float]) -> Segment:
    """The run's segment with some words found; seconds of the recording."""
    return replace(
        run.segment,
        words=tuple(
            replace(
                word,
                span=TimeSpan(
                    start=spans[word.text][0] - run.heard.start, end=spans[word.text][1] - run.heard.start
                ),
                provenance=Provenance.ALIGNED,
            )
            if word.text in spans
            else word
            for word in run.segment.words
        ),
    )


def _span(transcript: Transcript, text: str) -> tuple[float, float]:
    (found,) = [word for word in transcript.words if word.text == text]
    return round(found.span.start, 6), round(found.span.end, 6)


def test_only_what_a_person_wrote_without_a_measured_time_is_looked_for() -> None:
    assert runs_of(_talk()) == []
    (run,) = runs_of(_changed())
    assert _texts(run.words) == "THREE AND FOUR"
    guessed = replace(
        _talk().segments[0],
        words=tuple(replace(word, provenance=Provenance.INTERPOLATED) for word in _talk().segments[0].words),
    )
    assert runs_of(replace(_talk(), segments=(guessed,))) == []


def test_what_a_person_vouched_for_or_placed_is_left() -> None:
    assert runs_of(apply_edits(_changed(), [ConfirmWords(first=2, last=4)])) == []
    moved = apply_edits(_changed(), [MoveWord(word=3, start=1.4, end=1.5)])
    assert [_texts(run.words) for run in runs_of(moved)] == ["THREE", "FOUR"]


def test_kept_words_hold_the_changed_ones_and_the_audio_ends_where_others_begin() -> None:
    (run,) = runs_of(_changed())
    assert (_texts(run.before), _texts(run.after)) == (
        "one two",
        "five six seven eight nine ten eleven twelve",
    )
    assert (run.heard.start, run.heard.end) == (0.0, 7.0)
    assert run.segment.words[0].span.start == 0.0


def test_far_away_words_are_not_looked_at() -> None:
    long = transcript([said(A, 0.0, 40.0, " ".join(f"w{number}" for number in range(80)))])
    (run,) = runs_of(apply_edits(long, [InsertWords(text="HERE", before=40)]))
    assert run.heard.start == pytest.approx(15.0)
    assert run.heard.end == pytest.approx(25.0)
    assert len(run.before) == len(run.after) == 10


def test_a_translation_cannot_be_found_in_the_audio() -> None:
    assert runs_of(replace(_changed(), translated_from="de")) == []


def test_found_words_get_their_times_and_the_others_keep_theirs() -> None:
    (run,) = runs_of(_changed())
    found = placed(run, _aligned(run, two=(0.4, 0.9), THREE=(1.05, 1.3), FOUR=(1.6, 1.95)), _changed())
    assert found is not None
    after = with_placed(_changed(), [found])
    assert _span(after, "THREE") == (1.05, 1.3)
    assert _span(after, "FOUR") == (1.6, 1.95)
    assert [word.provenance for word in after.words[2:5]] == [
        Provenance.ALIGNED,
        Provenance.INTERPOLATED,
        Provenance.ALIGNED,
    ]
    assert after.words[:2] + after.words[5:] == _changed().words[:2] + _changed().words[5:]
    assert after.segments[0].text == _changed().segments[0].text


def test_nothing_found_leaves_the_guess() -> None:
    (run,) = runs_of(_changed())
    assert placed(run, _aligned(run, two=(0.5, 1.0)), _changed()) is None
    assert with_placed(_changed(), []) == _changed()


def test_a_neighbour_that_had_swallowed_the_word_gives_way_unless_a_person_placed_it() -> None:
    wanting = apply_edits(_talk(), [InsertWords(text="AND", before=2)])
    (run,) = runs_of(wanting)
    found = placed(run, _aligned(run, AND=(0.8, 1.2)), wanting)
    assert found is not None
    after = with_placed(wanting, [found])
    assert (_span(after, "two"), _span(after, "AND"), _span(after, "three")) == (
        (0.5, 0.8),
        (0.8, 1.2),
        (1.2, 1.5),
    )
    firm = apply_edits(wanting, [MoveWord(word=1, start=0.5, end=1.0)])
    (run,) = runs_of(firm)
    found = placed(run, _aligned(run, AND=(0.8, 1.2)), firm)
    assert found is not None
    assert _span(with_placed(firm, [found]), "AND") == (1.0, 1.2)


def test_measured_silence_stays_silent() -> None:
    paused = replace(_changed(), pauses=(pause(PauseKind.PAUSE, 1.3, 1.6, A, A),))
    (run,) = runs_of(paused)
    found = placed(run, _aligned(run, THREE=(1.0, 1.5), AND=(1.6, 1.7), FOUR=(1.7, 2.0)), paused)
    assert found is not None
    assert found.new[1].span.end == pytest.approx(1.3)
    assert found.new[1].provenance is Provenance.TRIMMED


def test_what_a_person_did_meanwhile_stays() -> None:
    (run,) = runs_of(_changed())
    found = placed(run, _aligned(run, THREE=(1.05, 1.3), AND=(1.3, 1.6), FOUR=(1.6, 1.95)), _changed())
    assert found is not None
    elsewhere = apply_edits(_changed(), [DeleteWords(first=0, last=0), RenameSpeaker(speaker=A, name="Ada")])
    after = with_placed(elsewhere, [found])
    assert _span(after, "THREE") == (1.05, 1.3)
    assert (after.speakers[0].name, len(after.words)) == ("Ada", 12)
    touched = apply_edits(_changed(), [ReplaceWords(first=3, last=3, text="BUT")])
    assert with_placed(touched, [found]) is touched
