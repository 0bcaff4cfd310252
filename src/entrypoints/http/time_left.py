"""How long a recording will still take, judged by how far it is and by how long earlier ones took."""

from collections import Counter
from collections.abc import Iterable, Mapping

from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.usecases.fetch_recording import STAGE as FETCH

USUAL_SHARES: Mapping[str, float] = {
    "decode": 0.02,
    "voice_activity": 0.14,
    "recognition": 0.55,
    "alignment": 0.08,
    "diarization": 0.20,
    "pauses": 0.01,
}
"""What part of the work each stage is where nothing is known yet: as measured in `docs/performance.md`."""

_TOO_EARLY = 0.05
"""Below this part of the work an estimate says more about start-up than about the work."""


def shares_of(finished: Iterable[Job]) -> Mapping[str, float]:
    """What part of the work each stage was in finished jobs.

    The usual parts count as one more job: a stage that was only looked up in all of them, because its result
    was kept from an earlier run, is work for all that.
    """
    parts: Counter[str] = Counter(USUAL_SHARES)
    jobs = 1
    for job in finished:
        seconds = {each.stage: each.seconds or 0.0 for each in job.progress.stages if each.stage != FETCH}
        if total := sum(seconds.values()):
            parts.update({stage: taken / total for stage, taken in seconds.items()})
            jobs += 1
    return {stage: part / jobs for stage, part in parts.items()}


def fraction_done(progress: JobProgress, shares: Mapping[str, float]) -> float:
    """How much of all the work is done, 0..1. Stages that nothing is known of count for nothing."""
    total = sum(shares.values())
    done = sum(shares.get(each.stage, 0.0) * each.fraction for each in progress.stages)
    return done / total if total else 0.0


def seconds_left(progress: JobProgress, elapsed: float, shares: Mapping[str, float]) -> float | None:
    """Seconds until a running job is finished, if it goes on as it went so far; None where nobody can tell.

    Args:
        progress: how far it is.
        elapsed: seconds since it was begun.
        shares: what part of the work each stage is.
    """
    done = fraction_done(progress, shares)
    elapsed -= sum(each.seconds or 0.0 for each in progress.stages if each.stage == FETCH)
    if elapsed <= 0 or done < _TOO_EARLY:
        return None
    return elapsed * (1.0 - done) / done


def fetching(progress: JobProgress) -> float | None:
    """How much of the recording has come from another server, 0..1; None where it is here."""
    current = progress.current
    return current.fraction if current and current.stage == FETCH and current.seconds is None else None


def seconds_till_here(fraction: float, elapsed: float) -> float | None:
    """Seconds until the recording is here, if it goes on coming as it did; None where nobody can tell."""
    if elapsed <= 0 or fraction < _TOO_EARLY:
        return None
    return elapsed * (1.0 - fraction) / fraction
