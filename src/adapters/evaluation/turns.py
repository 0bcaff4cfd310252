"""Diarization error rate, by pyannote.metrics."""

from collections.abc import Iterable, Sequence

from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate

from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.evaluation import TurnErrors


def turn_errors(
    reference: Sequence[Turn], found: Sequence[Turn], *, duration: float, collar: float
) -> TurnErrors:
    """The error of the whole recording, overlap counted (`ScoringTools.turn_errors`)."""
    truth, ours = annotation(reference), annotation(found)
    whole = Timeline([Segment(0.0, duration)])
    parts = DiarizationErrorRate(collar=collar, skip_overlap=False)(truth, ours, uem=whole, detailed=True)
    speakers, true_speakers = len(ours.labels()), len(truth.labels())
    return TurnErrors(
        total=parts["total"],
        missed=parts["missed detection"],
        false_alarm=parts["false alarm"],
        confusion=parts["confusion"],
        speakers=speakers,
        true_speakers=true_speakers,
        counted=int(speakers == true_speakers),
        recordings=1,
    )


def annotation(turns: Iterable[Turn]) -> Annotation:
    """Turns as pyannote has them; empty ones, which it does not know, are left out."""
    made = Annotation()
    for track, turn in enumerate(turns):
        if turn.span.duration > 0:
            made[Segment(turn.span.start, turn.span.end), track] = turn.speaker
    return made
