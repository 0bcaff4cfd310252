"""Scoring by the field's own libraries: RapidFuzz, SciPy, MeetEval, pyannote.metrics, whisper-normalizer."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from meeteval.wer import cp_word_error_rate
from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment

from exact_transcription.adapters.evaluation.normal_form import normal_form
from exact_transcription.adapters.evaluation.turns import turn_errors
from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.evaluation import TurnErrors
from exact_transcription.core.ports.scoring import Pair


class LibraryScoringTools:
    """The port's methods, each by the library that publishes it."""

    def normal_form(self, text: str, language: str) -> str:
        """Whisper's normalisation."""
        return normal_form(text, language)

    def aligned(self, reference: Sequence[str], found: Sequence[str]) -> list[Pair]:
        """By RapidFuzz, which jiwer counts word errors with."""
        pairs: list[Pair] = []
        for part in Levenshtein.opcodes(list(reference), list(found)):
            true, ours = range(part.src_start, part.src_end), range(part.dest_start, part.dest_end)
            if part.tag == "delete":
                pairs += [(i, None) for i in true]
            elif part.tag == "insert":
                pairs += [(None, j) for j in ours]
            else:
                pairs += zip(true, ours, strict=True)
        return pairs

    def assigned(self, cost: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
        """By SciPy."""
        rows, columns = linear_sum_assignment(cost)
        return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True)]

    def permuted_errors(self, reference: Mapping[str, str], found: Mapping[str, str]) -> tuple[int, int]:
        """By MeetEval; what each side says is in order already."""
        result = cp_word_error_rate(
            reference=dict(reference), hypothesis=dict(found), reference_sort=False, hypothesis_sort=False
        )
        return int(result.errors), int(result.length)

    def turn_errors(
        self, reference: Sequence[Turn], found: Sequence[Turn], *, duration: float, collar: float
    ) -> TurnErrors:
        """By pyannote.metrics."""
        return turn_errors(reference, found, duration=duration, collar=collar)
