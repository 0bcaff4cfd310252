"""From CTC emissions and a text to the frames of every character.

The best path (Viterbi) comes from torchaudio's compiled `forced_align`. Three things differ from WhisperX's
own trellis: the silence (blank) after a character does not become part of it; characters that the model does
not know are heard as a wildcard, which may be anything; and of a wildcard only the frames in which something
is heard count.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import torch

SEPARATOR = "|"
"""wav2vec2's character between words."""
_WILDCARD_COST = 0.01
"""Per frame, so that a known character is preferred to a wildcard that fits equally well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alphabet:
    """The characters that a model tells apart.

    Attributes:
        ids: lower-case character to its column of the emissions; the blank is not among them.
        blank: column of CTC's blank.
    """

    ids: Mapping[str, int]
    blank: int

    @classmethod
    def from_whisperx(cls, dictionary: Mapping[str, int]) -> "Alphabet":
        """From the dictionary of an alignment model as WhisperX gives it.

        The blank is `[pad]` or `<pad>`, and the first column where there is no such: torchaudio's models call
        it `-`, and it would otherwise be taken for a hyphen.
        """
        blank = next((dictionary[name] for name in ("[pad]", "<pad>") if name in dictionary), 0)
        return cls(
            ids={name: column for name, column in dictionary.items() if column != blank},
            blank=blank,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFrames:
    """Where a word was heard.

    Attributes:
        first: its first frame.
        last: its last frame plus one.
        wildcard: whether any of its characters is unknown to the model.
    """

    first: int
    last: int
    wildcard: bool


def word_frames(
    emissions: torch.Tensor, words: Sequence[str], alphabet: Alphabet, *, spaced: bool
) -> list[WordFrames | None] | None:
    """Find the frames of every word.

    Args:
        emissions: shape (frames, columns), log probabilities.
        words: their text; marks of which nothing is said are passed over.
        alphabet: what the columns mean.
        spaced: whether the language puts spaces between words.

    Returns:
        For each word its frames, None for a word of which nothing is said; or None if the text has more
        characters than the audio has frames, or nothing to say at all.
    """
    star = emissions.shape[1]
    tokens, owners = _tokens(words, alphabet, star, spaced=spaced)
    repeats = sum(a == b for a, b in pairwise(tokens))
    if not tokens or emissions.shape[0] < len(tokens) + repeats:
        return None
    best = emissions.max(dim=1)
    labels = _best_path(
        torch.cat([emissions, best.values[:, None] - _WILDCARD_COST], dim=1), tokens, alphabet.blank
    )
    heard = (best.indices != alphabet.blank).tolist()
    frames: list[list[int]] = [[] for _ in words]
    wild = [False] * len(words)
    for position, frame in _occupied(labels, alphabet.blank):
        owner = owners[position]
        if owner is None:
            continue
        wild[owner] |= tokens[position] == star
        if tokens[position] != star or heard[frame]:
            frames[owner].append(frame)
    return [
        WordFrames(first=own[0], last=own[-1] + 1, wildcard=wild[index]) if own else None
        for index, own in enumerate(frames)
    ]


def _tokens(
    words: Sequence[str], alphabet: Alphabet, star: int, *, spaced: bool
) -> tuple[list[int], list[int | None]]:
    tokens: list[int] = []
    owners: list[int | None] = []
    for owner, word in enumerate(words):
        own: list[int] = []
        for character in word.lower():
            if character == SEPARATOR:
                continue
            token = alphabet.ids.get(character, star if character.isalnum() else None)
            # One wildcard for a run of unknown characters: `1999` is not said with four sounds.
            if token is not None and not (token == star and own[-1:] == [star]):
                own.append(token)
        if own and tokens and spaced and SEPARATOR in alphabet.ids:
            tokens.append(alphabet.ids[SEPARATOR])
            owners.append(None)
        tokens += own
        owners += [owner] * len(own)
    return tokens, owners


def _best_path(emissions: torch.Tensor, tokens: Sequence[int], blank: int) -> list[int]:
    from torchaudio.functional import forced_align  # noqa: PLC0415 - slow import

    with warnings.catch_warnings():
        # Deprecated in torchaudio 2.8 without a successor; the version is pinned by WhisperX.
        warnings.filterwarnings("ignore", message=".*forced_align.*", category=UserWarning)
        labels, _ = forced_align(
            emissions[None].float().cpu().contiguous(), torch.tensor([tokens], dtype=torch.int32), blank=blank
        )
    path: Any = labels[0].tolist()
    return list(path)


def _occupied(labels: Sequence[int], blank: int) -> list[tuple[int, int]]:
    """(position in the text, frame) of every frame that is not blank."""
    occupied: list[tuple[int, int]] = []
    position, before = -1, blank
    for frame, label in enumerate(labels):
        if label != blank:
            position += label != before
            occupied.append((position, frame))
        before = label
    return occupied
