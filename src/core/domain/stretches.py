"""Cutting a long recording into stretches that different workers can recognise."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_activity import VoiceActivity

_FILL = 0.5
"""The part of a stretch that is filled before silences are compared."""


def stretches(activity: VoiceActivity, *, duration: float, longest: float, first: float) -> list[TimeSpan]:
    """Cover the whole recording, cut in the middle of silences only, so that no word is cut.

    Each cut lies in the longest silence of the second half of what a stretch may last; where nobody pauses
    for so long, the stretch lasts until somebody does. Where it is cut depends on the recording alone.

    Args:
        activity: where somebody talks.
        duration: of the recording, in seconds.
        longest: seconds that a stretch should last at most.
        first: the same for the first one, whose language the others wait for.
    """
    edges = [0.0, *_cuts(activity, duration, longest, first), duration]
    return [TimeSpan(start=start, end=end) for start, end in pairwise(edges)]


def _cuts(activity: VoiceActivity, duration: float, longest: float, first: float) -> list[float]:
    gaps = [
        TimeSpan(start=before.end, end=after.start)
        for before, after in pairwise(activity.speech)
        if after.start < duration
    ]
    cuts: list[float] = []
    start, limit = 0.0, first
    while duration - start > limit:
        later = [gap for gap in gaps if gap.middle >= start + _FILL * limit]
        within = [gap for gap in later if gap.middle <= start + limit]
        if not later:
            break
        start = (max(within, key=_weight) if within else later[0]).middle
        limit = longest
        cuts.append(start)
    return cuts


def _weight(gap: TimeSpan) -> tuple[float, float]:
    """Long silences are better than short ones, and of about equal ones the later one is."""
    return round(gap.duration, 1), gap.middle


def activity_within(activity: VoiceActivity, span: TimeSpan) -> VoiceActivity:
    """What was found in a span, with times from its beginning, and without what only diarization needs."""
    shared = [found for each in activity.speech if (found := each.intersection(span)) is not None]
    first = last = 0
    if activity.frame_step > 0.0:
        first = max(0, int(np.ceil((span.start - activity.frame_start) / activity.frame_step)))
        last = max(first, int(np.floor((span.end - activity.frame_start) / activity.frame_step)) + 1)
    return VoiceActivity(
        speech=tuple(each.shifted(-span.start) for each in shared),
        scores=activity.scores[first:last],
        frame_step=activity.frame_step,
        frame_start=activity.frame_start + first * activity.frame_step - span.start,
    )


def segments_later(segments: Sequence[Segment], seconds: float) -> tuple[Segment, ...]:
    """The same segments and words, `seconds` later."""
    return tuple(
        replace(
            segment,
            span=segment.span.shifted(seconds),
            words=tuple(replace(word, span=word.span.shifted(seconds)) for word in segment.words),
        )
        for segment in segments
    )


def notices_later(notices: Sequence[Notice], seconds: float) -> tuple[Notice, ...]:
    """The same notices, about what is `seconds` later."""
    return tuple(
        notice if notice.span is None else replace(notice, span=notice.span.shifted(seconds))
        for notice in notices
    )
