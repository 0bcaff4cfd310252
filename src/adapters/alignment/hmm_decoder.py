"""PocketSphinx as a forced aligner: samples and a grammar in, spoken words with their times out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log
from typing import Any

import numpy as np
import numpy.typing as npt

from exact_transcription.adapters.alignment.pronunciation import Phones, pronunciation
from exact_transcription.adapters.alignment.word_grammar import WordGrammar
from exact_transcription.adapters.models import pocketsphinx as model_files
from exact_transcription.core.domain.errors import ModelError, ModelNotAvailableError
from exact_transcription.core.domain.waveform import SAMPLE_RATE

FRAME = 0.01
"""Seconds from one frame to the next."""
_WINDOW = 410 / SAMPLE_RATE
_EDGE = (_WINDOW - FRAME) / 2
"""A frame tells about the middle of its window, so the edge between two frames lies this many seconds after
the second one's start."""
_SILENCE_PROBABILITY = 1e-8
_SHORTEST = 0.05
"""Seconds; PocketSphinx fails on less than a few frames."""
_LOG_BASE = log(1.0001)
_LEAST = 1e-300
_PEAK = 0.5
_MOST_GAIN = 1000.0
_VARIANT = re.compile(r"\(\d+\)$")
_GRAMMAR = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWord:
    """One spoken word on the audio.

    Attributes:
        owner: index of the written word that it is part of, or `NEIGHBOUR`.
        start: seconds from the first sample.
        end: seconds from the first sample.
        cost: how badly the audio fits, a sum over frames: the log of the likelihood of the frame's best
            active state over that of the state it was given, in steps of the model's integer scores.
    """

    owner: int
    start: float
    end: float
    cost: float


def cost_per_frame(said: Sequence[SpokenWord]) -> float:
    """Mean cost of a frame of speech; infinite if there is none."""
    frames = sum(word.end - word.start for word in said) / FRAME
    return sum(word.cost for word in said) / frames if frames else inf


class HmmDecoder:
    """Holds the acoustic model. Not safe for use by several threads at once."""

    def __init__(self) -> None:
        try:
            from pocketsphinx import Decoder  # noqa: PLC0415 - comes with the extra 'offline'
        except ImportError as error:
            raise ModelNotAvailableError(
                "The HMM aligner needs the package pocketsphinx, which is not installed.",
                hint="Install the extra 'offline'.",
            ) from error
        try:
            # lw is the exponent of every probability of a grammar: 1 keeps them what they are. bestpath would
            # search a lattice of the first pass again, in which short silences are missing.
            self._decoder: Any = Decoder(
                hmm=str(model_files.acoustic_model()),
                dict=str(model_files.dictionary()),
                lm=None,
                lw=1.0,
                bestpath=False,
                silprob=_SILENCE_PROBABILITY,
                loglevel="FATAL",
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError("PocketSphinx could not load its English model.") from error

    def knows(self, word: str) -> bool:
        """Whether the dictionary has a lower-case word."""
        return self._decoder.lookup_word(word) is not None

    def align(self, samples: npt.NDArray[np.float32], grammar: WordGrammar) -> tuple[SpokenWord, ...] | None:
        """Put every word of a path through the grammar on the audio.

        Args:
            samples: shape (samples,), float32, 16 kHz.
            grammar: what may have been said.

        Returns:
            The words in order, without the silences; None if no path through the grammar fits the audio.

        Raises:
            ModelNotAvailableError: a word needs the grapheme-to-phoneme package and it is not installed.
        """
        if len(samples) < _SHORTEST * SAMPLE_RATE:
            return None
        for word in sorted(grammar.vocabulary):
            self._learn(word)
        decoder = self._decoder
        decoder.add_fsg(_GRAMMAR, decoder.create_fsg(_GRAMMAR, 0, grammar.final, grammar.transitions))
        decoder.activate_search(_GRAMMAR)
        # Its estimate of the noise would go on from the stretch before, and times depend on what came before.
        decoder.reinit_feat()
        decoder.start_utt()
        try:
            decoder.process_raw(_pcm(samples), no_search=False, full_utt=True)
        finally:
            decoder.end_utt()
        if decoder.hyp() is None:
            return None
        return _read(decoder.seg(), grammar, len(samples) / SAMPLE_RATE)

    def _learn(self, word: str) -> None:
        if self._lookup(word) is None:
            phones = pronunciation(word, self._lookup)
            self._decoder.add_word(word, " ".join(phones), False)  # noqa: FBT003 - vendor's signature

    def _lookup(self, word: str) -> Phones | None:
        phones = self._decoder.lookup_word(word)
        return None if phones is None else tuple(phones.split())


def _read(segments: Any, grammar: WordGrammar, duration: float) -> tuple[SpokenWord, ...] | None:
    said = [
        (_VARIANT.sub("", part.word), part.start_frame, part.end_frame + 1, part.ascore)
        for part in segments
        if part.word[0] not in "<[("
    ]
    owners = grammar.owners([word for word, *_ in said])
    if owners is None:
        return None
    return tuple(
        SpokenWord(
            owner=owner,
            start=min(start * FRAME + _EDGE if start else 0.0, duration),
            end=min(end * FRAME + _EDGE, duration),
            cost=-log(max(score, _LEAST)) / _LOG_BASE,
        )
        for owner, (_, start, end, score) in zip(owners, said, strict=True)
    )


def _pcm(samples: npt.NDArray[np.float32]) -> bytes:
    # Very quiet speech would drown in the steps of 16 bits; the features do not depend on the level.
    peak = float(np.abs(samples).max(initial=0.0))
    gain = min(_PEAK / peak, _MOST_GAIN) if peak > 0.0 else 1.0
    return bytes((np.clip(samples * gain, -1.0, 1.0) * 32767).astype("<i2").tobytes())
