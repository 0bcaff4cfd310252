"""Silence of a recording with several channels: where all of them are silent."""

from collections.abc import Sequence

from exact_transcription.core.domain.silence import Silence, Silences


def joint_silence(channels: Sequence[Silences]) -> Silences:
    """What is silent on every channel.

    Args:
        channels: the silence of each channel, at least one; all channels are of one length.

    Returns:
        The intersection of their spans; an edge is as uncertain as on the channel that it comes from or, if
        that is worse, on the other. The noise floor is the loudest channel's, since that one hides most.
    """
    joint = channels[0]
    for other in channels[1:]:
        floors = [floor for floor in (joint.noise_floor_db, other.noise_floor_db) if floor is not None]
        joint = Silences(
            spans=_intersected(joint.spans, other.spans),
            noise_floor_db=max(floors, default=None),
            dynamic_range_db=min(joint.dynamic_range_db, other.dynamic_range_db),
        )
    return joint


def _intersected(first: Sequence[Silence], second: Sequence[Silence]) -> tuple[Silence, ...]:
    found: list[Silence] = []
    i = j = 0
    while i < len(first) and j < len(second):
        a, b = first[i], second[j]
        span = a.span.intersection(b.span)
        if span is not None:
            found.append(
                Silence(span=span, tolerance=max(a.tolerance, b.tolerance), voice=max(a.voice, b.voice))
            )
        if a.span.end <= b.span.end:
            i += 1
        else:
            j += 1
    return tuple(found)
