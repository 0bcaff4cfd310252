import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.errors import InvalidValueError
from exact_transcription.core.domain.time_span import TimeSpan, complement, merged
from tests.unit.domain.builders import span

# Whole milliseconds keep sums exact enough to compare.
_moments = st.integers(0, 3_000)
_spans = st.tuples(_moments, _moments).map(lambda pair: span(min(pair) / 1000, max(pair) / 1000))
_many = st.lists(_spans, max_size=15)


def _milliseconds(spans: list[TimeSpan] | tuple[TimeSpan, ...]) -> set[int]:
    return {ms for each in spans for ms in range(round(each.start * 1000), round(each.end * 1000))}


@pytest.mark.parametrize(
    ("start", "end"), [(-0.1, 1.0), (2.0, 1.0), (float("nan"), 1.0), (0.0, float("nan")), (0.0, float("inf"))]
)
def test_a_span_that_is_no_stretch_of_a_recording_is_refused(start: float, end: float) -> None:
    with pytest.raises(InvalidValueError):
        span(start, end)


@given(_spans, _moments)
def test_the_end_does_not_belong_to_a_span(one: TimeSpan, moment: int) -> None:
    assert one.contains(moment / 1000) == (one.start <= moment / 1000 < one.end)
    assert not one.contains(one.end)


@given(_spans, _spans)
def test_intersection_overlap_and_distance_agree(one: TimeSpan, other: TimeSpan) -> None:
    common = one.intersection(other)
    assert common == other.intersection(one)
    assert one.distance_to(other) == other.distance_to(one)
    assert one.overlap_with(other) == (0.0 if common is None else common.duration)
    assert common is None or one.distance_to(other) == 0.0
    if common is not None:
        assert _milliseconds([common]) == _milliseconds([one]) & _milliseconds([other])


@given(_spans, st.integers(0, 5000))
def test_shifting_keeps_the_duration(one: TimeSpan, by: int) -> None:
    moved = one.shifted(by / 1000)
    assert moved.duration == pytest.approx(one.duration)
    assert moved.start == pytest.approx(one.start + by / 1000)


def test_a_span_is_not_shifted_before_the_recording() -> None:
    with pytest.raises(InvalidValueError):
        span(1.0, 2.0).shifted(-1.5)


@given(_spans, _moments)
def test_clipping_keeps_what_lies_before_the_limit(one: TimeSpan, limit: int) -> None:
    kept = one.clipped(limit / 1000)
    assert _milliseconds([kept]) == {ms for ms in _milliseconds([one]) if ms < limit}


@given(_many)
def test_merging_keeps_every_instant_and_leaves_no_contact(spans: list[TimeSpan]) -> None:
    union = merged(spans)
    assert _milliseconds(union) == _milliseconds(spans)
    assert all(a.end < b.start for a, b in itertools.pairwise(union))
    assert merged(union) == union
    assert merged(reversed(spans)) == union


@given(_many, st.integers(0, 500))
def test_merging_closes_holes_up_to_the_bridge_and_no_longer_ones(spans: list[TimeSpan], bridge: int) -> None:
    union = merged(spans, bridge=bridge / 1000)
    assert _milliseconds(spans) <= _milliseconds(union)
    assert all(b.start - a.end > bridge / 1000 for a, b in itertools.pairwise(union))


@given(_many, _spans)
def test_spans_and_their_complement_fill_the_whole_without_overlap(
    spans: list[TimeSpan], within: TimeSpan
) -> None:
    holes = complement(spans, within)
    covered, whole = _milliseconds(spans), _milliseconds([within])
    assert _milliseconds(holes) == whole - covered
    assert merged(holes) == holes
