import numpy as np

from exact_transcription.adapters.diarization.masks import voice_masks


def activity(*speakers: str) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """One chunk from one string a speaker, `#` where they talk."""
    return np.array(
        [[[mark == "#" for mark in frame] for frame in zip(*speakers, strict=True)]], dtype=np.uint8
    )


def test_overlap_is_left_out_where_enough_is_left() -> None:
    masks = voice_masks(activity("####..", "..####"), min_frames=1, exclude_overlap=True)
    assert masks[0].tolist() == [[1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1]]


def test_overlap_is_used_where_too_little_is_left() -> None:
    masks = voice_masks(activity("####..", "..##.."), min_frames=1, exclude_overlap=True)
    assert masks[0].tolist() == [[1, 1, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0]]


def test_overlap_stays_if_that_is_asked_for() -> None:
    masks = voice_masks(activity("####..", "..####"), min_frames=1, exclude_overlap=False)
    assert masks[0].tolist() == [[1, 1, 1, 1, 0, 0], [0, 0, 1, 1, 1, 1]]


def test_silent_speakers_get_empty_masks() -> None:
    assert not voice_masks(activity("####", "...."), min_frames=1, exclude_overlap=True)[0, 1].any()
