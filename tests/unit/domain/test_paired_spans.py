import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from exact_transcription.core.domain.paired_spans import pairs_by_edges, pairs_by_overlap
from exact_transcription.core.domain.time_span import TimeSpan


def spans(*edges: tuple[float, float]) -> list[TimeSpan]:
    return [TimeSpan(start=start, end=end) for start, end in edges]


def assign(cost: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    rows, columns = linear_sum_assignment(cost)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def near(found: list[TimeSpan], true: list[TimeSpan]) -> list[tuple[int, int]]:
    return pairs_by_edges(found, true, 0.1, assign)


def test_both_edges_have_to_be_near() -> None:
    assert near(spans((1.05, 2.0)), spans((1.0, 2.08))) == [(0, 0)]
    assert near(spans((1.15, 2.0)), spans((1.0, 2.0))) == []
    assert near(spans((1.0, 2.15)), spans((1.0, 2.0))) == []
    assert near([], spans((1.0, 2.0))) == near(spans((1.0, 2.0)), []) == []


def test_each_span_is_paired_once() -> None:
    assert len(near(spans((1.0, 2.0), (1.05, 2.05)), spans((1.0, 2.0)))) == 1


def test_the_matching_with_the_most_pairs_is_taken() -> None:
    # The first fits both true ones, the second only the first of them.
    assert near(spans((1.05, 2.05), (0.95, 1.95)), spans((1.0, 2.0), (1.1, 2.1))) == [(0, 1), (1, 0)]


def test_a_pair_more_outweighs_all_distances() -> None:
    found = spans(*((1e4 * k, 1e4 * k + 9e3) for k in range(50)))
    true = spans(*((1e4 * k + 2e3, 1e4 * k + 9e3) for k in range(50)))
    assert pairs_by_overlap(found, true, assign) == [(k, k) for k in range(50)]


def test_by_overlap_half_of_the_union_is_enough() -> None:
    assert pairs_by_overlap(spans((1.0, 2.0)), spans((1.4, 2.2)), assign) == [(0, 0)]
    assert pairs_by_overlap(spans((1.0, 2.0)), spans((1.5, 2.5)), assign) == []
    assert pairs_by_overlap(spans((1.0, 2.0)), spans((3.0, 4.0)), assign) == []
