"""The place in a transcript where something is said, with what is said around it."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.transcript import Transcript

AROUND = 70
"""Characters that are shown at most before and after what was looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A sentence in which something was found.

    Attributes:
        before: what comes before it in the sentence; it begins with `…` where that is not all.
        found: what was looked for, as it is written there.
        after: what comes after it; it ends with `…` where that is not all.
        start: when the word in which it begins is said, in seconds.
        speaker: id of who says it, or None.
        more: in how many further places it is said.
    """

    before: str
    found: str
    after: str
    start: float
    speaker: str | None
    more: int


def excerpt_of(transcript: Transcript, wanted: str) -> Excerpt | None:
    """Where `wanted` is said first, without regard to case and to the kind of white space; None if it is not.

    It may go on over the end of a segment, as it may in a search through all transcripts.
    """
    text = transcript.text
    folded, places = _folded(text)
    pattern = _folded(wanted)[0].strip()
    at = folded.find(pattern) if pattern else -1
    if at < 0:
        return None
    begin, end = places[at], places[at + len(pattern) - 1] + 1
    starts = [0, *accumulate(len(segment.text) + 1 for segment in transcript.segments)]
    first, last = bisect_right(starts, begin) - 1, bisect_right(starts, end - 1) - 1
    segment = transcript.segments[first]
    return Excerpt(
        before=_shortened_before(text[starts[first] : begin]),
        found=" ".join(text[begin:end].split()),
        after=_shortened_after(text[end : starts[last + 1] - 1]),
        start=_start_of(segment, begin - starts[first]),
        speaker=segment.speaker,
        more=folded.count(pattern) - 1,
    )


def _folded(text: str) -> tuple[str, list[int]]:
    """Text to compare by, and for each of its characters the place of the one that it comes from."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        folded = " " if sign.isspace() else sign.casefold()
        if folded == " " and signs[-1:] == [" "]:
            continue
        signs += folded
        places += [place] * len(folded)
    return "".join(signs), places


def _start_of(segment: Segment, offset: int) -> float:
    """When the word is said that stands at `offset` in the segment's text."""
    end, start = 0, segment.span.start
    for word in segment.words:
        found = segment.text.find(word.text, end)
        if found > offset:
            break
        if found >= 0:
            end, start = found + len(word.text), word.span.start
    return start


def _shortened_before(text: str) -> str:
    line = text.lstrip()
    if len(line) <= AROUND:
        return line
    kept = line[-AROUND:]
    # Words are shown whole, where the language has words.
    return "…" + (kept[kept.find(" ") + 1 :] if " " in kept[:-1] else kept)


def _shortened_after(text: str) -> str:
    line = text.rstrip()
    if len(line) <= AROUND:
        return line
    kept = line[:AROUND]
    return (kept[: kept.rfind(" ")] if " " in kept[1:] else kept) + "…"
