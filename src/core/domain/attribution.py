"""Which speaker said which word."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby

import numpy as np

from exact_transcription.core.domain.coverage import Coverage
from exact_transcription.core.domain.diarization import Diarization
from exact_transcription.core.domain.overlaps import find_overlaps
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.speaker_evidence import REACH, SpeakerEvidence, evidence_for
from exact_transcription.core.domain.speaker_path import likeliest_path
from exact_transcription.core.domain.text import excerpt
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.word import Word, WordFlag

EVEN_SHARES = 0.2
"""A word whose speaker leads the next one by less than this share of it is marked as uncertain."""

FADING = 0.25
"""Seconds of distance over which a turn that does not cover a word loses most of its say about it."""


def attribute(
    segments: Sequence[Segment], diarization: Diarization | None, *, language: str = "", reach: float = REACH
) -> tuple[Segment, ...]:
    """Give every word its speaker, and split segments so that each has one speaker.

    A word goes to the speaker whose exclusive turns share most of it, judged together with its neighbours:
    turn edges are rough and sentences are not, so the speakers of all words are chosen at once
    (`likeliest_path`), and a change of speaker inside a sentence needs more evidence than one at its end.

    Args:
        segments: sorted by start.
        diarization: who talks when; None if nobody was told apart, which leaves all speakers None.
        language: ISO 639-1 code, for joining words where the text of a segment cannot be cut.
        reach: a word outside all turns belongs to the nearest speaker, or goes with its neighbours, within
            this many seconds; further away it has no speaker. Either way it is flagged.

    Returns:
        Segments in their order, with words flagged `outside_turns`, `overlapped` or `uncertain_speaker` where
        that is so. A segment without words stays in one piece and is treated like one word.
    """
    if diarization is None:
        return tuple(_without_speakers(segment) for segment in segments)
    items = [item for segment in segments for item in segment.words or (segment,)]
    spans = [item.span for item in items]
    evidence = evidence_for(spans, diarization)
    speakers = _chosen([(item.text, item.span) for item in items], evidence, reach)
    flags = _flags(spans, evidence, speakers, diarization)
    decided = iter(zip(speakers, flags, strict=True))
    return tuple(chain.from_iterable(_split(segment, decided, language) for segment in segments))


def _chosen(
    words: Sequence[tuple[str, TimeSpan]], evidence: SpeakerEvidence, reach: float
) -> list[str | None]:
    if not evidence.speakers:
        return [None] * len(words)
    # Outside all turns the nearest one is better evidence than none, the weaker the further it is.
    outside = evidence.membership.sum(axis=1, keepdims=True) == 0
    nearness = np.where(evidence.distance <= reach, np.exp(-evidence.distance / FADING) / 2, 0.0)
    membership = np.where(outside, nearness, evidence.membership)
    path = likeliest_path(words, membership)
    known = evidence.distance.min(axis=1, initial=np.inf) <= reach
    known = _spread(words, known, path.tolist(), reach)
    return [evidence.speakers[k] if near else None for k, near in zip(path, known, strict=True)]


def _spread(
    words: Sequence[tuple[str, TimeSpan]], known: Sequence[bool], path: Sequence[int], reach: float
) -> list[bool]:
    """Let words out of reach of all turns go with a neighbour of the same speaker, from word to word."""
    result = list(known)
    for order in (range(1, len(words)), range(len(words) - 2, -1, -1)):
        step = order.step
        for index in order:
            other = index - step
            near = words[index][1].distance_to(words[other][1]) <= reach
            result[index] = result[index] or (result[other] and path[index] == path[other] and near)
    return result


def _flags(
    spans: Sequence[TimeSpan],
    evidence: SpeakerEvidence,
    speakers: Sequence[str | None],
    diarization: Diarization,
) -> list[frozenset[WordFlag]]:
    starts, ends = np.array([(span.start, span.end) for span in spans], np.float64).reshape(-1, 2).T
    simultaneous = Coverage(overlap.span for overlap in find_overlaps(diarization.turns)).within(starts, ends)
    column = {speaker: index for index, speaker in enumerate(evidence.speakers)}
    result = []
    for index, speaker in enumerate(speakers):
        shares = evidence.shares[index]
        flags = set()
        if evidence.distance[index].min(initial=np.inf) > 0:
            flags.add(WordFlag.OUTSIDE_TURNS)
        elif speaker is not None and _lead(shares, column[speaker]) < EVEN_SHARES:
            flags.add(WordFlag.UNCERTAIN_SPEAKER)
        if 0 < simultaneous[index] >= (ends[index] - starts[index]) / 2:
            flags.add(WordFlag.OVERLAPPED)
        result.append(frozenset(flags))
    return result


def _lead(shares: "np.typing.NDArray[np.float64]", own: int) -> float:
    others = np.delete(shares, own)
    return float(shares[own] - others.max(initial=0.0))


def _split(
    segment: Segment, decided: Iterator[tuple[str | None, frozenset[WordFlag]]], language: str
) -> Iterator[Segment]:
    if not segment.words:
        yield replace(segment, speaker=next(decided)[0])
        return
    words = []
    for word in segment.words:
        speaker, flags = next(decided)
        words.append(replace(word, speaker=speaker, flags=word.flags | flags))
    pieces = [list(group) for _, group in groupby(range(len(words)), lambda index: words[index].speaker)]
    for piece in pieces:
        whole = len(pieces) == 1
        own = tuple(words[piece[0] : piece[-1] + 1])
        text = excerpt(segment.text, words, piece[0], piece[-1] + 1, language)
        yield replace(
            segment,
            span=_covering(own, segment.span if whole else own[0].span),
            text=segment.text if whole else text,
            words=own,
            speaker=own[0].speaker,
        )


def _covering(words: Sequence[Word], base: TimeSpan) -> TimeSpan:
    return TimeSpan(
        start=min(base.start, *(word.span.start for word in words)),
        end=max(base.end, *(word.span.end for word in words)),
    )


def _without_speakers(segment: Segment) -> Segment:
    return replace(segment, speaker=None, words=tuple(replace(word, speaker=None) for word in segment.words))
