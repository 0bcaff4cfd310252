"""Numbers, sizes and lengths as people read them."""

import pytest

from exact_transcription.entrypoints.http.texts import Texts
from exact_transcription.entrypoints.http.units import Units

ENGLISH, GERMAN = Units(Texts("en")), Units(Texts("de"))


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (9_940, "9.9 kB"),
        (12_345_678, "12 MB"),
        (4e15, "4000.0 TB"),
    ],
)
def test_sizes_have_about_two_digits(count: float, text: str) -> None:
    assert ENGLISH.size(count) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0%"), (0.001, "0.1%"), (0.5, "50%"), (0.996, "99.6%"), (0.99999, "100.0%"), (1.0, "100%")],
)
def test_nearly_all_is_not_written_as_all(share: float, text: str) -> None:
    assert ENGLISH.percent(share) == text


def test_german_has_a_comma_and_a_space() -> None:
    assert GERMAN.decimal(3.14159, 2) == "3,14"
    assert GERMAN.percent(0.25) == "25 %"
    assert GERMAN.size(1500) == "1,5 kB"


def test_a_negative_number_has_a_minus_sign() -> None:
    assert ENGLISH.decimal(-60.5) == "\u221260.5"


def test_lengths_may_be_open_at_either_end() -> None:
    assert ENGLISH.range(None, 0.1) == "< 0.1"
    assert ENGLISH.range(0.2, 0.5) == "0.2\u20130.5"
    assert ENGLISH.range(5.0, None) == "≥ 5.0"
