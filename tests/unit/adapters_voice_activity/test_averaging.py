import numpy as np
import pytest

from exact_transcription.adapters.voice_activity.averaging import FrameAverage


def test_a_single_chunk_is_its_own_average() -> None:
    average = FrameAverage(frame_step=0.1, chunk_duration=1.0, chunk_step=0.5, chunks=1)
    scores = np.linspace(0, 1, 10, dtype=np.float32)
    average.add(0, scores)
    assert average.result()[:10] == pytest.approx(scores)


def test_frames_that_no_chunk_sees_get_zero() -> None:
    average = FrameAverage(frame_step=0.1, chunk_duration=1.0, chunk_step=0.5, chunks=1)
    average.add(0, np.ones(10, dtype=np.float32))
    assert average.result()[10:].tolist() == [0.0]


def test_where_chunks_differ_the_more_central_one_counts_more() -> None:
    average = FrameAverage(frame_step=0.1, chunk_duration=1.0, chunk_step=0.5, chunks=2)
    average.add(0, np.zeros(10, dtype=np.float32))
    average.add(1, np.ones(10, dtype=np.float32))
    shared = average.result()[5:10]
    assert np.all(np.diff(shared) > 0)
    assert shared[0] < 0.2
    assert shared[-1] > 0.8
