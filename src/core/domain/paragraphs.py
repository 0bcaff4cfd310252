"""Where what one speaker says is cut into paragraphs, and what of it a person decided."""

from collections.abc import Sequence
from dataclasses import replace

from exact_transcription.core.domain.segment import Segment


def continues(
    segment: Segment,
    silence: float,
    max_silence: float | None,
    *,
    breaks: bool = True,
    over_silence: bool = True,
) -> bool:
    """Whether a segment goes on with the paragraph of what the same speaker says before it.

    Args:
        segment: the later one.
        silence: seconds without a word before it.
        max_silence: seconds that end a paragraph where nobody said otherwise; None if none do.
        breaks: let a person's decision count that a paragraph begins.
        over_silence: let a person's decision that the paragraph goes on count for more than the silence.
    """
    if breaks and segment.paragraph is True:
        return False
    joined = over_silence and segment.paragraph is False
    return joined or max_silence is None or silence <= max_silence


def without_gone(old: Sequence[Segment], new: Sequence[Segment | None]) -> tuple[Segment, ...]:
    """What is left of segments; a paragraph of which the first one is gone begins with the next one.

    Args:
        old: all segments as they were.
        new: what became of each; None where nothing is left.
    """
    left: list[Segment] = []
    headless: Segment | None = None
    for before, after in zip(old, new, strict=True):
        if after is None:
            headless = before if before.paragraph else headless
            continue
        if headless and after.paragraph is None and after.speaker == headless.speaker:
            after = replace(after, paragraph=True)  # noqa: PLW2901
        left.append(after)
        headless = None
    return tuple(left)
