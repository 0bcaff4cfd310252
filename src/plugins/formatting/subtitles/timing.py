"""How long a cue is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exact_transcription.plugins.formatting.times import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exact_transcription.plugins.formatting.subtitles.cues import Cue
    from exact_transcription.plugins.formatting.subtitles.options import CueOptions


def timed(cues: Iterable[Cue], options: CueOptions) -> Iterator[Cue]:
    """Let cues stand until they can be read, but not into the next one; none is shorter than 1 ms.

    Args:
        cues: sorted by start.
        options: reading speed and shortest duration.
    """
    pending: Cue | None = None
    for cue in cues:
        if pending is not None:
            yield _stretched(pending, options, cue.start)
        pending = cue
    if pending is not None:
        yield _stretched(pending, options, None)


def _stretched(cue: Cue, options: CueOptions, limit: int | None) -> Cue:
    needed = max(milliseconds(options.min_duration), round(cue.width * 1000 / options.max_speed))
    end = cue.start + needed
    if limit is not None:
        end = min(end, limit)
    return replace(cue, end=max(cue.end, end, cue.start + 1))
