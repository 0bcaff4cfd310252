"""Times are formatted from whole milliseconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.plugins.formatting.times import (
    clock,
    decimal_seconds,
    milliseconds,
    parse_clock,
    short_clock,
)

MS = st.integers(min_value=0, max_value=10**10)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "00:00:00.000"),
        (59.9996, "00:01:00.000"),
        (3599.9996, "01:00:00.000"),
        (59.9994, "00:00:59.999"),
        (86_400.0, "24:00:00.000"),
        (360_000.5, "100:00:00.500"),
        (1.0005, "00:00:01.000"),
        (1.0006, "00:00:01.001"),
    ],
)
def test_a_clock_carries_over_and_passes_24_hours(seconds: float, text: str) -> None:
    assert clock(milliseconds(seconds)) == text


def test_the_short_clock_shows_the_second_that_has_begun() -> None:
    assert short_clock(59_999) == "00:00:59"
    assert short_clock(360_000_000) == "100:00:00"


@pytest.mark.parametrize(
    ("ms", "decimals", "text"),
    [
        (0, 3, "0.000"),
        (1234, 3, "1.234"),
        (1234, 1, "1.2"),
        (1250, 1, "1.3"),
        (999, 2, "1.00"),
        (949, 1, "0.9"),
    ],
)
def test_decimal_seconds_round_halves_up(ms: int, decimals: int, text: str) -> None:
    assert decimal_seconds(ms, decimals) == text


@given(MS, st.sampled_from([".", ","]))
def test_a_clock_reads_back_as_what_it_was(ms: int, separator: str) -> None:
    assert parse_clock(clock(ms, separator)) == ms


@given(MS)
def test_milliseconds_survive_being_seconds(ms: int) -> None:
    assert milliseconds(ms / 1000) == ms
    assert float(decimal_seconds(ms)) == ms / 1000


@pytest.mark.parametrize("text", ["", "12", "1:2:3:4", "a:b", "-1:00", "1:²"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a time"):
        parse_clock(text)


def test_hours_may_be_missing_and_fractions_short() -> None:
    assert parse_clock("01:02.5") == 62_500
    assert parse_clock("1:00:00") == 3_600_000
