"""Which words an overlap begins and ends at, for each of those who talk."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exact_transcription.core.domain.pause import Overlap
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.word import Word
from exact_transcription.plugins.formatting.utterances import Utterance

_SHARE = 0.5
"""A word belongs to an overlap with at least half of its length, or if it holds half of the overlap."""


@dataclass(frozen=True, slots=True)
class WordPlace:
    """A word by the numbers of its utterance and of itself in it."""

    utterance: int
    word: int


@dataclass(frozen=True, slots=True)
class MarkedOverlap:
    """The stretches of words said at the same time, in order of their utterances: (first, last) each."""

    stretches: tuple[tuple[WordPlace, WordPlace], ...]


def mark_overlaps(utterances: Sequence[Utterance], overlaps: Sequence[Overlap]) -> list[MarkedOverlap]:
    """Find the words of every overlap; overlaps in which fewer than two have words are left out.

    No word is in two overlaps, so that brackets never cross.

    Args:
        utterances: in the order in which they are written.
        overlaps: sorted and disjoint.
    """
    by_speaker = _words_by_speaker(utterances)
    taken: set[WordPlace] = set()
    marked = []
    for overlap in overlaps:
        stretches = []
        for speaker in overlap.speakers:
            places = [p for p in _words_in(by_speaker[speaker], overlap.span) if p not in taken]
            # A stretch lies in one utterance: the one with most of its words.
            utterance = max((p.utterance for p in places), key=[p.utterance for p in places].count, default=0)
            own = [place for place in places if place.utterance == utterance]
            if own:
                stretches.append((own[0], own[-1]))
        if len({first.utterance for first, _ in stretches}) > 1:
            marked.append(MarkedOverlap(tuple(sorted(stretches, key=lambda pair: pair[0].utterance))))
            taken.update(
                WordPlace(first.utterance, word)
                for first, last in stretches
                for word in range(first.word, last.word + 1)
            )
    return marked


@dataclass(frozen=True, slots=True)
class _SpeakerWords:
    starts: list[float]
    words: list[Word]
    places: list[WordPlace]


def _words_by_speaker(utterances: Sequence[Utterance]) -> Mapping[str | None, _SpeakerWords]:
    found: dict[str | None, list[tuple[float, WordPlace, Word]]] = defaultdict(list)
    for number, utterance in enumerate(utterances):
        for index, word in enumerate(utterance.words):
            found[utterance.speaker].append((word.span.start, WordPlace(number, index), word))
    result: dict[str | None, _SpeakerWords] = defaultdict(lambda: _SpeakerWords([], [], []))
    for speaker, entries in found.items():
        entries.sort(key=lambda entry: (entry[0], entry[1].utterance, entry[1].word))
        result[speaker] = _SpeakerWords(
            [entry[0] for entry in entries], [entry[2] for entry in entries], [entry[1] for entry in entries]
        )
    return result


def _words_in(speaker: _SpeakerWords, span: TimeSpan) -> list[WordPlace]:
    places: list[WordPlace] = []
    index = bisect_left(speaker.starts, span.end) - 1
    while index >= 0 and speaker.words[index].span.end > span.start:
        word = speaker.words[index].span
        shared = word.overlap_with(span)
        if shared >= _SHARE * word.duration or shared >= _SHARE * span.duration:
            places.append(speaker.places[index])
        index -= 1
    return places[::-1]
