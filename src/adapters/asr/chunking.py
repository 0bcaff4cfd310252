"""Cutting a recording into chunks for a recogniser with a fixed window, only ever where nobody talks.

The idea is WhisperX's "cut and merge" (Bain et al., 2023, https://arxiv.org/abs/2303.00747, section 3.1):
speech that is longer than the window is cut where speech is least likely, short spans are merged until the
window is full. Here a window is not filled to the last second if a clearly longer silence comes before,
and the cut lies in the middle of the silence, so that no onset is lost.
"""

from dataclasses import dataclass

import numpy as np

from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_activity import VoiceActivity

WINDOW = 30.0
"""Seconds that Whisper hears at once."""
MARGIN = 0.2
"""Seconds kept before and after speech: detectors switch on late at soft onsets."""
_FILL = 0.6
"""The part of a window that is filled before silences are compared."""
_CLEAR_SILENCE = 0.5
"""Seconds; a silence of this length separates sentences well enough to take the last such one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A part of the recording that is recognised at once.

    Attributes:
        span: what the recogniser hears, at most a window.
        speech: seconds of speech in it, by voice activity.
    """

    span: TimeSpan
    speech: tuple[TimeSpan, ...]

    @property
    def spoken(self) -> float:
        """Seconds of speech in the chunk."""
        return sum(span.duration for span in self.speech)


def chunks_of(activity: VoiceActivity, *, duration: float, longest: float = WINDOW) -> tuple[Chunk, ...]:
    """Cover all speech with chunks, sorted and disjoint.

    Args:
        activity: where somebody talks.
        duration: of the recording, in seconds.
        longest: most seconds that a chunk may last, margins included.
    """
    limit = longest - 2 * MARGIN
    spans = [piece for span in activity.speech for piece in _cut(span.clipped(duration), activity, limit)]
    groups = _merged([span for span in spans if span.duration > 0.0], limit)
    chunks: list[Chunk] = []
    for index, group in enumerate(groups):
        earlier = groups[index - 1][-1].end if index else 0.0
        later = groups[index + 1][0].start if index + 1 < len(groups) else duration
        start = max(group[0].start - MARGIN, (earlier + group[0].start) / 2 if index else 0.0)
        end = min(
            group[-1].end + MARGIN, (group[-1].end + later) / 2 if index + 1 < len(groups) else duration
        )
        chunks.append(Chunk(span=TimeSpan(start=start, end=end), speech=tuple(group)))
    return tuple(chunks)


def halves_of(chunk: Chunk, activity: VoiceActivity) -> tuple[Chunk, ...]:
    """The chunk cut in two in its longest silence or least likely speech; itself if it is too short."""
    within = VoiceActivity(
        speech=chunk.speech,
        scores=activity.scores,
        frame_step=activity.frame_step,
        frame_start=activity.frame_start,
    )
    parts = chunks_of(within, duration=chunk.span.end, longest=max(chunk.span.duration * 0.75, 2.0))
    return parts or (chunk,)


def _cut(span: TimeSpan, activity: VoiceActivity, limit: float) -> list[TimeSpan]:
    """A span in pieces of at most `limit` seconds, cut where speech is least likely."""
    pieces: list[TimeSpan] = []
    start = span.start
    while span.end - start > limit:
        at = _least_likely(activity, start + limit / 2, start + limit)
        pieces.append(TimeSpan(start=start, end=at))
        start = at
    return [*pieces, TimeSpan(start=start, end=span.end)]


def _least_likely(activity: VoiceActivity, start: float, end: float) -> float:
    """The instant between `start` and `end` (seconds) at which speech is least likely; the last if equal."""
    if not len(activity.scores) or activity.frame_step <= 0.0:
        return end
    first = max(0, int(np.ceil((start - activity.frame_start) / activity.frame_step)))
    last = int(np.floor((end - activity.frame_start) / activity.frame_step)) + 1
    window = activity.scores[first:last]
    if not len(window):
        return end
    lowest = len(window) - 1 - int(np.argmin(window[::-1]))
    return activity.frame_start + (first + lowest) * activity.frame_step


def _merged(spans: list[TimeSpan], limit: float) -> list[list[TimeSpan]]:
    """Neighbours together as long as they fit into `limit` seconds."""
    groups: list[list[TimeSpan]] = []
    rest = spans
    while rest:
        fitting = sum(span.end - rest[0].start <= limit for span in rest)
        taken = len(rest) if fitting == len(rest) else _best_break(rest, max(1, fitting), limit)
        groups.append(rest[:taken])
        rest = rest[taken:]
    return groups


def _best_break(spans: list[TimeSpan], fitting: int, limit: float) -> int:
    """After how many of the first `fitting` spans to break: late, but in a silence worth the name."""
    earliest = spans[0].start + _FILL * limit
    candidates = [
        (after, spans[after].start - spans[after - 1].end)
        for after in range(1, fitting + 1)
        if spans[after - 1].end >= earliest
    ]
    if not candidates:
        return fitting
    clear = [after for after, silence in candidates if silence >= _CLEAR_SILENCE]
    return clear[-1] if clear else max(candidates, key=lambda each: each[1])[0]
