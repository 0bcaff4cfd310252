"""Pairing what was found with what is true."""

from collections.abc import Sequence
from dataclasses import dataclass

import jiwer
import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.accuracy.manifest import Utterance
from benchmarks.accuracy.normal_form import basic
from exact_transcription.core.domain.transcript import Transcript

EDGE = 0.1
"""Seconds: a pause is found if both its edges are within this of the true ones."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word in normal form, and who said it."""

    text: str
    speaker: str


def paired(
    found: Sequence[Interval], true: Sequence[Interval], *, by_overlap: bool = False
) -> list[tuple[int, int]]:
    """One-to-one pairs (index found, index true).

    Two intervals match if both edges are within EDGE seconds or, `by_overlap`, if they share at least half
    of their union. The matching with the most pairs, and among those the closest, is taken.
    """
    if not found or not true:
        return []
    a, b = np.array(found), np.array(true)
    edges = np.abs(a[:, None] - b[None]).max(axis=2)
    common = np.minimum(a[:, None, 1], b[None, :, 1]) - np.maximum(a[:, None, 0], b[None, :, 0])
    union = np.maximum(a[:, None, 1], b[None, :, 1]) - np.minimum(a[:, None, 0], b[None, :, 0])
    matches = common / union >= 0.5 if by_overlap else edges <= EDGE + 1e-9
    rows, columns = linear_sum_assignment(np.where(matches, edges / 1e3, 1.0))
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if matches[i, j]]


def f1(matched: int, found: int, true: int) -> float:
    return 2 * matched / (found + true) if found + true else 1.0


def said(transcript: Transcript) -> list[Token]:
    words = sorted(transcript.words, key=lambda word: word.span)
    return [t for word in words for t in _tokens(word.text, word.speaker or "nobody")]


def truly_said(utterances: Sequence[Utterance]) -> list[Token]:
    in_order = sorted(utterances, key=lambda utterance: utterance.start)
    return [t for utterance in in_order for t in _tokens(utterance.text, utterance.speaker)]


def _tokens(text: str, speaker: str) -> list[Token]:
    return [Token(text=each, speaker=speaker) for each in basic(text).split()]


def speaker_pairs(found: Sequence[Token], true: Sequence[Token]) -> list[tuple[str, str]]:
    """Speakers (found, true) of every true word that the texts' alignment pairs with a found one.

    Right and substituted words count, as in the word diarization error rate of Shafey et al. 2019.
    """
    if not found or not true:
        return []
    texts = [" ".join(token.text for token in side) for side in (true, found)]
    (alignment,) = jiwer.process_words(*texts).alignments
    return [
        (found[chunk.hyp_start_idx + k].speaker, true[chunk.ref_start_idx + k].speaker)
        for chunk in alignment
        if chunk.type in {"equal", "substitute"}
        for k in range(chunk.ref_end_idx - chunk.ref_start_idx)
    ]


def best_mapping(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The one-to-one naming of found speakers that makes most pairs right."""
    ours, theirs = (sorted({pair[side] for pair in pairs}) for side in (0, 1))
    counts = np.zeros((len(ours), len(theirs)))
    for mine, true in pairs:
        counts[ours.index(mine), theirs.index(true)] += 1
    rows, columns = linear_sum_assignment(-counts)
    return {ours[i]: theirs[j] for i, j in zip(rows, columns, strict=True)}
