import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.coverage import Coverage
from exact_transcription.core.domain.time_span import TimeSpan, merged
from tests.unit.domain.builders import span

_spans = st.tuples(st.integers(0, 500), st.integers(1, 90)).map(lambda p: span(p[0] / 10, (p[0] + p[1]) / 10))


@given(st.lists(_spans, max_size=10), _spans)
def test_covered_seconds_are_those_of_the_union(spans: list[TimeSpan], asked: TimeSpan) -> None:
    expected = sum(each.overlap_with(asked) for each in merged(spans))
    assert np.isclose(Coverage(spans).within(asked.start, asked.end), expected)


@given(st.lists(_spans, max_size=10), _spans)
def test_the_distance_is_that_to_the_nearest_span(spans: list[TimeSpan], asked: TimeSpan) -> None:
    expected = min((each.distance_to(asked) for each in spans), default=np.inf)
    measured = float(Coverage(spans).distance([asked.start], [asked.end])[0])
    assert measured == expected or np.isclose(measured, expected)
