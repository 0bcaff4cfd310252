"""How exact a transcript is, in numbers and in bars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.pause import PauseKind
from exact_transcription.core.domain.word import Provenance, WordFlag
from exact_transcription.entrypoints.http.report.measures import PAUSE_BINS, measures_of
from exact_transcription.entrypoints.http.report.plots import (
    confidence_bars,
    pause_bars,
    provenance_slices,
)
from exact_transcription.plugins.testing.builders import pause, said, transcript
from exact_transcription.plugins.testing.samples import SAMPLES


def test_the_plain_sample_is_counted_as_it_was_written() -> None:
    found = measures_of(SAMPLES["plain"])
    assert found.words == 17
    assert (found.unsure, found.doubtful, found.measured) == (1, 1, 17)
    assert found.flagged == {WordFlag.SUSPECT_TEXT: 1}
    assert found.provenance == {Provenance.ALIGNED: 16, Provenance.TRIMMED: 1}
    assert found.pauses == {
        PauseKind.MICROPAUSE: 1,
        PauseKind.PAUSE: 1,
        PauseKind.GAP: 1,
        PauseKind.LAPSE: 1,
        PauseKind.LATCH: 1,
    }
    assert found.pause_seconds == pytest.approx(0.6 + 0.5 + 0.12 + 3.5)
    assert found.tolerance == pytest.approx(0.02)
    assert found.overlap == pytest.approx(0.4)


def test_speaking_time_is_of_turns_and_shares_make_a_whole() -> None:
    ann, other = measures_of(SAMPLES["plain"]).speakers
    assert (ann.label, ann.number, ann.turns, ann.words) == ("Ann Lee", 0, 2, 8)
    assert ann.seconds == pytest.approx(4.0)
    assert other.seconds == pytest.approx(2.0 + 1.38 + 1.5)
    assert ann.share + other.share == pytest.approx(1.0)


def test_a_pause_at_the_edge_of_two_lengths_belongs_to_the_longer() -> None:
    pauses = [pause(PauseKind.PAUSE, at, at + length, None, None) for at, length in ((1.1, 0.2), (3.3, 0.5))]
    counts = measures_of(transcript([said(None, 0.0, 9.0, "So it goes.")], pauses=pauses)).pause_lengths
    assert len(counts) == len(PAUSE_BINS) + 1
    assert (counts[1], counts[2], counts[3], sum(counts)) == (0, 1, 1, 2)


def test_a_latch_is_no_silence() -> None:
    latch = pause(PauseKind.LATCH, 1.0, 1.02, None, None)
    found = measures_of(transcript([said(None, 0.0, 2.0, "Yes. No.")], pauses=[latch]))
    assert (found.pause_seconds, sum(found.pause_lengths), found.tolerance) == (0, 0, None)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_transcript_can_be_measured_and_drawn(name: str) -> None:
    found = measures_of(SAMPLES[name])
    assert sum(found.provenance.values()) == found.words == sum(part.words for part in found.parts)
    for bar in (*confidence_bars(found.parts), *pause_bars(found.pause_lengths)):
        assert 0 <= bar.x <= bar.x + bar.width <= 100.001
        assert 0 <= bar.height <= 100
    slices = provenance_slices(found.provenance)
    assert sum(each.width for each in slices) == pytest.approx(100.0 if found.words else 0.0)


@given(st.lists(st.integers(0, 1000), min_size=8, max_size=8))
def test_the_longest_bar_of_pauses_takes_all_the_height(counts: list[int]) -> None:
    heights = [bar.height for bar in pause_bars(counts)]
    assert max(heights) == (100.0 if any(counts) else 0.0)
