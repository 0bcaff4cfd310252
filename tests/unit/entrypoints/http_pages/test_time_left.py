"""How long a recording will still take."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.entrypoints.http.time_left import (
    USUAL_SHARES,
    fetching,
    fraction_done,
    seconds_left,
    seconds_till_here,
    shares_of,
)
from tests.fakes.jobs import a_job

HALVES = {"recognition": 0.5, "diarization": 0.5}


def test_half_of_the_work_leaves_as_much_time_as_it_took() -> None:
    progress = JobProgress().completed("recognition", 10.0)
    assert seconds_left(progress, 30.0, HALVES) == pytest.approx(30.0)


def test_stages_side_by_side_both_count() -> None:
    progress = JobProgress().advanced("recognition", 0.5).advanced("diarization", 0.25)
    assert fraction_done(progress, HALVES) == pytest.approx(0.375)


def test_nobody_can_tell_at_the_beginning() -> None:
    assert seconds_left(JobProgress(), 10.0, HALVES) is None
    assert seconds_left(JobProgress().advanced("recognition", 0.05), 10.0, HALVES) is None
    assert seconds_left(JobProgress().advanced("recognition", 0.9), 0.0, HALVES) is None


def test_a_stage_that_nothing_is_known_of_changes_nothing() -> None:
    progress = JobProgress().advanced("recognition", 0.5)
    assert fraction_done(progress.completed("polishing", 9.0), HALVES) == fraction_done(progress, HALVES)


def test_how_long_a_recording_takes_to_come_says_nothing_of_the_work_on_it() -> None:
    coming = JobProgress().advanced("fetch", 0.25)
    assert fetching(coming) == 0.25
    assert seconds_till_here(0.25, 30.0) == pytest.approx(90.0)
    assert seconds_till_here(0.01, 30.0) is None
    here = coming.completed("fetch", 100.0).completed("recognition", 10.0)
    assert fetching(here) is None
    assert seconds_left(here, 130.0, HALVES) == pytest.approx(30.0)
    assert shares_of([replace(a_job(), progress=here)] * 20)["recognition"] > 0.9
    assert "fetch" not in shares_of([replace(a_job(), progress=here)])


def test_earlier_recordings_tell_how_much_work_a_stage_is() -> None:
    progress = JobProgress().completed("recognition", 30.0).completed("diarization", 10.0)
    many = shares_of([replace(a_job(), progress=progress)] * 20)
    assert many["recognition"] == pytest.approx(0.75, abs=0.02)
    assert many["diarization"] == pytest.approx(0.25, abs=0.02)
    assert sum(many.values()) == pytest.approx(1.0)
    assert shares_of([]) == USUAL_SHARES
    assert shares_of([a_job()]) == USUAL_SHARES


def test_a_stage_whose_result_was_kept_before_is_still_work_for_the_next_recording() -> None:
    again = replace(a_job(), progress=JobProgress().completed("pauses", 1.0))
    assert all(share > 0 for share in shares_of([again] * 20).values())


def test_the_usual_shares_are_of_one_whole() -> None:
    assert sum(USUAL_SHARES.values()) == pytest.approx(1.0)


@given(st.lists(st.floats(0, 1), min_size=6, max_size=6), st.floats(0.1, 1e5))
def test_what_is_left_is_never_negative_and_nothing_when_all_is_done(
    fractions: list[float], elapsed: float
) -> None:
    progress = JobProgress()
    for stage, fraction in zip(USUAL_SHARES, fractions, strict=True):
        progress = progress.advanced(stage, fraction)
    left = seconds_left(progress, elapsed, USUAL_SHARES)
    assert left is None or left >= -1e-9 * elapsed
    for stage in USUAL_SHARES:
        progress = progress.completed(stage, 1.0)
    assert seconds_left(progress, elapsed, USUAL_SHARES) == pytest.approx(0.0, abs=1e-9 * elapsed)
