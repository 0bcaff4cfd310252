"""Which frames of a chunk tell the voice of each local speaker."""

import numpy as np
import numpy.typing as npt


def voice_masks(
    activity: npt.NDArray[np.uint8], *, min_frames: int, exclude_overlap: bool
) -> npt.NDArray[np.float32]:
    """Frames from which each (chunk, local speaker) gets its embedding.

    The rule of pyannote's pipeline: frames with several speakers are left out, unless too few are left then.

    Args:
        activity: shape (chunks, frames, speakers): 1 where that speaker talks.
        min_frames: more frames than this must be left for the overlap to be left out.
        exclude_overlap: whether to leave it out at all.

    Returns:
        Shape (chunks, speakers, frames): 1 on frames to use.
    """
    masks = activity.transpose(0, 2, 1).astype(np.float32)
    if not exclude_overlap:
        return masks
    alone = (activity.sum(axis=2) < 2)[:, np.newaxis, :]  # noqa: PLR2004 - two voices are an overlap
    clean = masks * alone
    enough = clean.sum(axis=2, keepdims=True) > min_frames
    return np.where(enough, clean, masks)
