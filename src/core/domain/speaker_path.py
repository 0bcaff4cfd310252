"""The likeliest sequence of speakers for a sequence of words."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.text import ends_clause, ends_sentence
from exact_transcription.core.domain.time_span import TimeSpan

CHANGE_AFTER_SENTENCE = 0.5
"""How probable it is that somebody else goes on after a sentence, or after a silence of LONG_GAP."""
CHANGE_AFTER_CLAUSE = 0.1
"""The same after a comma, or after a silence of SHORT_GAP."""
CHANGE_INSIDE = 0.005
"""The same in the middle of a clause."""
LONG_GAP, SHORT_GAP = 0.5, 0.2
"""Seconds."""

SAY_OF_A_WORD = 0.5
"""How much one word's evidence counts: neighbouring words share the errors of the turn that they lie in, so
they are less than independent witnesses."""

DIARIZER_ERROR = 0.05
"""Share of the words that the diarizer's turns give to somebody who did not say them, away from edges too."""


def likeliest_path(
    words: Sequence[tuple[str, TimeSpan]], membership: npt.NDArray[np.float64]
) -> npt.NDArray[np.int64]:
    """Choose a speaker for each word by the Viterbi algorithm (Viterbi 1967).

    A word's speaker is judged by `membership`; a change of speaker costs little after a sentence or a
    silence and much inside a clause. So a sentence's last word that the diarizer's rough turn edge cuts off
    stays with its sentence, while a change that several words support is made wherever it is.

    Args:
        words: text and span of each, in order.
        membership: shape (words, speakers), 0 to 1; at least one speaker.

    Returns:
        shape (words,): column of each word's speaker.
    """
    count, speakers = membership.shape
    if not count:
        return np.zeros(0, np.int64)
    fit = SAY_OF_A_WORD * np.log(membership * (1 - DIARIZER_ERROR) + DIARIZER_ERROR)
    stay, change = _change_costs(words, max(1, speakers - 1))
    came_from = np.empty((count, speakers), np.int64)
    score = fit[0].copy()
    own = np.arange(speakers)
    for index in range(1, count):
        best = int(np.argmax(score))
        switched = score[best] + change[index]
        kept = score + stay[index]
        came_from[index] = np.where(kept >= switched, own, best)
        score = np.maximum(kept, switched) + fit[index]
    path = np.empty(count, np.int64)
    path[-1] = int(np.argmax(score))
    for index in range(count - 1, 0, -1):
        path[index - 1] = came_from[index, path[index]]
    return path


def _change_costs(
    words: Sequence[tuple[str, TimeSpan]], others: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    chance = np.full(len(words), CHANGE_INSIDE)
    for index in range(1, len(words)):
        (text, before), (_, after) = words[index - 1], words[index]
        gap = after.start - before.end
        if ends_sentence(text) or gap >= LONG_GAP:
            chance[index] = CHANGE_AFTER_SENTENCE
        elif ends_clause(text) or gap >= SHORT_GAP:
            chance[index] = CHANGE_AFTER_CLAUSE
    return np.log(1 - chance), np.log(chance / others)
