"""Frames are placed by their time stamps, as far as these can be believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.adapters.audio.timeline import HARD_S, SOFT_S, Jump, Timeline

FRAME = 0.02


def run(timeline: Timeline, stamps: list[float]) -> list[tuple[float, Jump]]:
    """Place frames of 20 ms one after the other; gives where each begins, to the microsecond."""
    end, placed = 0.0, list[tuple[float, Jump]]()
    for stamp in stamps:
        placement = timeline.place(stamp, end)
        placed.append((round(placement.start, 6), placement.jump))
        end = placement.start + FRAME
    return placed


def steady(count: int, *, start: float = 0.0) -> list[float]:
    return [start + index * FRAME for index in range(count)]


@given(st.floats(-1000, 1000), st.lists(st.floats(-0.009, 0.009), min_size=5, max_size=200))
def test_a_jittering_clock_neither_cuts_nor_fills(first: float, jitter: list[float]) -> None:
    stamps = [first + index * FRAME + late for index, late in enumerate([0.0, *jitter])]
    placed = run(Timeline(zero=None, max_gap=60), stamps)
    assert {jump for _, jump in placed} == {Jump.NONE}
    assert placed[-1][0] == pytest.approx((len(stamps) - 1) * FRAME)


@given(st.floats(HARD_S + 0.001, 59.0))
def test_a_hole_puts_what_follows_at_its_own_time(hole: float) -> None:
    placed = run(Timeline(zero=None, max_gap=60), [*steady(50), *steady(50, start=1.0 + hole)])
    assert placed[50] == (round(1.0 + hole, 6), Jump.GAP)
    assert placed[-1][0] == pytest.approx(1.98 + hole)


@given(st.floats(SOFT_S + 0.001, HARD_S - 0.001))
def test_a_small_hole_that_lasts_is_filled_within_two_seconds(hole: float) -> None:
    placed = run(Timeline(zero=None, max_gap=60), [*steady(50), *steady(150, start=1.0 + hole)])
    assert placed[-1][0] == pytest.approx(3.98 + hole)
    assert [jump for _, jump in placed].count(Jump.GAP) == 1


@pytest.mark.parametrize("leap", [-5.0, 61.0, 1e9])
def test_an_unbelievable_leap_is_joined_and_the_clock_followed_from_there(leap: float) -> None:
    placed = run(Timeline(zero=None, max_gap=60), [*steady(50), *steady(50, start=1.0 + leap)])
    assert placed[50] == (round(1.0, 6), Jump.BROKEN)
    assert placed[-1] == (round(1.98, 6), Jump.NONE)


def test_a_picture_before_the_sound_is_position_zero() -> None:
    assert run(Timeline(zero=10.0, max_gap=60), [10.5])[0][0] == pytest.approx(0.5)


def test_a_picture_after_the_sound_changes_nothing() -> None:
    assert run(Timeline(zero=10.0, max_gap=60), [9.5])[0] == (0.0, Jump.NONE)


def test_audio_that_could_not_be_decoded_at_the_beginning_keeps_its_room() -> None:
    timeline = Timeline(zero=None, max_gap=60)
    assert timeline.refuse(100.0, 0.0) == 0.0
    assert timeline.refuse(100.5, 0.0) == pytest.approx(0.5)
    assert run(timeline, [101.0])[0] == (round(1.0, 6), Jump.GAP)


def test_frames_without_a_time_follow_on_what_came_before() -> None:
    timeline = Timeline(zero=None, max_gap=60)
    assert timeline.place(None, 3.0).start == 3.0
    assert timeline.refuse(None, 3.0) == 3.0
