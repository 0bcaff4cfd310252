"""Who is heard around a silence."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.silence import Silence
from exact_transcription.core.domain.time_span import TimeSpan, complement, merged
from exact_transcription.core.domain.word import Word

BESIDE_WORDS = 0.3
"""Seconds around a word in which a turn's sound is that word: turn edges and word edges are rough."""

SHORTEST_TALK = 0.3
"""Seconds of sound in a turn, away from words, that count as talk which was not transcribed."""

_SAME_INSTANT = 1e-6


class Talk:
    """All words, and what was said in turns without being transcribed."""

    def __init__(self, words: Sequence[Word], turns: Iterable[Turn], silences: Sequence[Silence]) -> None:
        said = [(word.span, word.speaker) for word in words]
        said += _untranscribed(words, turns, silences)
        self._by_end = sorted(said, key=lambda item: item[0].end)
        self._by_start = sorted(said, key=lambda item: item[0].start)
        self._ends = [span.end for span, _ in self._by_end]
        self._starts = [span.start for span, _ in self._by_start]

    def speaker_before(self, instant: float) -> str | None:
        """Who stopped talking last at or before `instant`; None if nobody did or it is not known."""
        index = bisect_right(self._ends, instant + _SAME_INSTANT)
        return self._by_end[index - 1][1] if index else None

    def speaker_after(self, instant: float) -> str | None:
        """Who starts to talk first at or after `instant`; None if nobody does or it is not known."""
        index = bisect_left(self._starts, instant - _SAME_INSTANT)
        return self._by_start[index][1] if index < len(self._starts) else None


def _untranscribed(
    words: Sequence[Word], turns: Iterable[Turn], silences: Sequence[Silence]
) -> list[tuple[TimeSpan, str | None]]:
    near_words = [
        TimeSpan(start=max(0.0, word.span.start - BESIDE_WORDS), end=word.span.end + BESIDE_WORDS)
        for word in words
    ]
    elsewhere = merged([*near_words, *(silence.span for silence in silences)])
    ends = [span.end for span in elsewhere]
    found: list[tuple[TimeSpan, str | None]] = []
    for turn in turns:
        first = bisect_right(ends, turn.span.start)
        last = next(
            (k for k in range(first, len(elsewhere)) if elsewhere[k].start >= turn.span.end), len(elsewhere)
        )
        holes = complement(elsewhere[first:last], turn.span)
        found += [(hole, turn.speaker) for hole in holes if hole.duration >= SHORTEST_TALK]
    return found
