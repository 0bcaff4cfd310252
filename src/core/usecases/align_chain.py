"""Gives every word a time: aligners in turn, and for what none of them can place, an honest guess."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from exact_transcription.core.domain.errors import ModelNotAvailableError
from exact_transcription.core.domain.interpolation import interpolated
from exact_transcription.core.domain.passages import joined, parted, passages
from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.alignment import Aligner
from exact_transcription.core.ports.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The result of the alignment stage.

    Attributes:
        segments: with the time of every word.
        notices: aligners that could not be used.
    """

    segments: tuple[Segment, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The share of a stage's progress that one of several aligners has."""

    whole: Progress
    start: float
    share: float

    def advance(self, fraction: float) -> None:
        self.whole.advance(self.start + self.share * fraction)

    def loading(self) -> AbstractContextManager[None]:
        return self.whole.loading()


def aligned(
    waveform: Waveform,
    segments: Sequence[Segment],
    *,
    aligners: Sequence[Aligner],
    language: str,
    progress: Progress,
) -> Alignment:
    """Align each segment with the first aligner that can, neighbours together (see `passages`).

    A language that no aligner supports is not an error: its words keep the recogniser's attention times or,
    without these, are spread over their segment, and their provenance says so. Nor is an aligner whose model
    is not on this machine: the next one does its work, and a notice tells.
    """
    results: list[Segment | None] = [None] * len(segments)
    notices: list[Notice] = []
    missing_models: set[int] = set()
    able = [aligner for aligner in aligners if aligner.supports(language)]
    # Passages first; what an aligner cannot place as a passage it is given again segment by segment.
    tries = [(aligner, alone) for aligner in able for alone in (False, True)]
    done = 0.0
    for aligner, alone in tries:
        missing = [i for i, result in enumerate(results) if result is None]
        if not missing:
            break
        if id(aligner) in missing_models:
            continue
        share = (1.0 - done) * (0.8 if (aligner, alone) != tries[-1] else 1.0)
        part = _Part(whole=progress, start=done, share=share)
        chosen = [segments[i] for i in missing]
        groups = [(i,) for i in range(len(chosen))] if alone else passages(chosen)
        if alone and groups == passages(chosen):
            continue  # nothing was joined, so nothing new would be tried
        wholes = [joined([chosen[i] for i in group]) for group in groups]
        try:
            found = aligner.align(waveform, wholes, language=language, progress=part)
        except ModelNotAvailableError as error:
            missing_models.add(id(aligner))
            notices.append(Notice(code="aligner_missing", message=f"Words were aligned otherwise: {error}"))
            continue
        for group, whole in zip(groups, found, strict=True):
            parts = None if whole is None else parted(whole, [chosen[i] for i in group])
            for i, result in zip(group, parts or (), strict=False):
                results[missing[i]] = result
        done += share
    timed = tuple(
        _with_times(given) if result is None else result
        for given, result in zip(segments, results, strict=True)
    )
    return Alignment(segments=timed, notices=tuple(notices))


def _with_times(segment: Segment) -> Segment:
    return segment if segment.words else interpolated(segment)
