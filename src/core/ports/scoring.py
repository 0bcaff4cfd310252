"""What scoring a transcript needs from the field's own tools."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.evaluation import TurnErrors

Pair = tuple[int | None, int | None]
"""Index in the reference and in what was found; None where the other one has no partner."""


class ScoringTools(Protocol):
    """Normal form, alignment and assignment, as published evaluations do them."""

    def normal_form(self, text: str, language: str) -> str:
        """Text without case, punctuation and, where the language's rules are known, ways of spelling.

        Args:
            text: any.
            language: ISO 639-1 code, or empty.
        """

    def aligned(self, reference: Sequence[str], found: Sequence[str]) -> list[Pair]:
        """The alignment of two sequences with the fewest errors (Levenshtein), in order."""

    def assigned(self, cost: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
        """The one-to-one assignment of rows to columns that costs least; `cost` has shape (rows, columns)."""

    def permuted_errors(self, reference: Mapping[str, str], found: Mapping[str, str]) -> tuple[int, int]:
        """Errors of the concatenated minimum-permutation WER, and how many words the reference has.

        Args:
            reference: what each speaker says, in normal form.
            found: the same of the transcript; its speakers may have other names.
        """

    def turn_errors(
        self, reference: Sequence[Turn], found: Sequence[Turn], *, duration: float, collar: float
    ) -> TurnErrors:
        """The diarization error of the whole recording, overlap counted.

        Args:
            reference: true turns.
            found: turns of the transcript; speakers may have other names.
            duration: seconds of the recording.
            collar: seconds around each true edge, half of it on each side, that are not scored.
        """
