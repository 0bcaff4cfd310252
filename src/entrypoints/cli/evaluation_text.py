"""An evaluation as lines for people and as rates for programs."""

from collections.abc import Iterator
from typing import Any

from exact_transcription.core.domain.evaluation import (
    EdgeErrors,
    Evaluation,
    PauseErrors,
    SpeakerErrors,
    TextErrors,
    TurnErrors,
)

WITHIN = (0.02, 0.05, 0.1)
"""Seconds: shares of word edges that are told."""
_NAMES = {
    "text": "Words",
    "speakers": "Speakers",
    "turns": "Turns",
    "edges": "Word times",
    "pauses": "Pauses",
}


def told(evaluation: Evaluation) -> str:
    """A line a part, and what was left out and why."""
    return "\n".join(f"  {_NAMES[name]:<11} {line}" for name, line in _lines(evaluation))


def _lines(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    if evaluation.text:
        yield "text", _text(evaluation.text)
    if evaluation.speakers:
        yield "speakers", _speakers(evaluation.speakers)
    if evaluation.turns:
        yield "turns", _turns(evaluation.turns)
    if evaluation.edges:
        yield "edges", _edges(evaluation.edges)
    if evaluation.pauses:
        yield "pauses", _pauses(evaluation.pauses)
    for name, reason in evaluation.left_out.items():
        yield name, f"not scored: {reason}"


def _text(text: TextErrors) -> str:
    rate = "WER" if text.unit == "word" else "CER"
    return (
        f"{rate} {_percent(text.rate)}: of {text.length} {text.unit}s {text.right} right, {text.substituted} "
        f"substituted, {text.deleted} deleted; {text.inserted} inserted"
    )


def _speakers(speakers: SpeakerErrors) -> str:
    return (
        f"cpWER {_percent(speakers.cpwer)}; {_percent(speakers.right_share)} of {speakers.paired} words "
        "with the right speaker"
    )


def _turns(turns: TurnErrors) -> str:
    parts = " + ".join(
        f"{name} {_percent(seconds / turns.total if turns.total else None)}"
        for name, seconds in (
            ("missed", turns.missed),
            ("false alarm", turns.false_alarm),
            ("confusion", turns.confusion),
        )
    )
    if turns.recordings > 1:
        heard = f"right number of speakers in {turns.counted} of {turns.recordings}"
    else:
        heard = f"{turns.speakers} of {turns.true_speakers} speakers found"
        if turns.speakers > turns.true_speakers:
            heard = f"{turns.speakers} speakers found instead of {turns.true_speakers}"
    return f"DER {_percent(turns.rate)} = {parts}; {heard}"


def _edges(edges: EdgeErrors) -> str:
    if edges.median is None:
        return "no word was recognised rightly"
    shares = ", ".join(f"{_percent(edges.within(each))} within {1000 * each:.0f} ms" for each in WITHIN)
    return f"{shares}; median {1000 * edges.median:.0f} ms ({len(edges.offsets)} starts and ends)"


def _pauses(pauses: PauseErrors) -> str:
    line = (
        f"F1 {_percent(pauses.f1)}: {pauses.matched} of {pauses.true} found, "
        f"{pauses.found - pauses.matched} others; by half overlap {_percent(pauses.loose_f1)}"
    )
    if pauses.median is None:
        return line
    if pauses.right_speakers_share is not None:
        line += f"; {_percent(pauses.right_speakers_share)} between the right speakers"
    near = f"; edges off by {1000 * pauses.median:.0f} ms in the median"
    return f"{line}{near}, {_percent(pauses.within_tolerance)} of them within their tolerance"


def rates(evaluation: Evaluation) -> dict[str, Any]:
    """Counts and rates by part; rates are 0 to 1, times are seconds, a part that was not scored is null."""
    text, speakers, turns = evaluation.text, evaluation.speakers, evaluation.turns
    edges, pauses = evaluation.edges, evaluation.pauses
    return {
        "text": text
        and {
            "unit": text.unit,
            "error_rate": text.rate,
            "length": text.length,
            "right": text.right,
            "substituted": text.substituted,
            "deleted": text.deleted,
            "inserted": text.inserted,
        },
        "speakers": speakers
        and {
            "cpwer": speakers.cpwer,
            "errors": speakers.errors,
            "length": speakers.length,
            "right_speaker": speakers.right_share,
            "paired": speakers.paired,
        },
        "turns": turns
        and {
            "diarization_error_rate": turns.rate,
            "total": turns.total,
            "missed": turns.missed,
            "false_alarm": turns.false_alarm,
            "confusion": turns.confusion,
            "speakers": turns.speakers,
            "true_speakers": turns.true_speakers,
        },
        "edges": edges
        and {
            "count": len(edges.offsets),
            "median": edges.median,
            "within": {f"{each:g}": edges.within(each) for each in WITHIN},
        },
        "pauses": pauses
        and {
            "f1": pauses.f1,
            "f1_half_overlap": pauses.loose_f1,
            "true": pauses.true,
            "found": pauses.found,
            "matched": pauses.matched,
            "right_speakers": pauses.right_speakers_share,
            "median_edge": pauses.median,
            "within_tolerance": pauses.within_tolerance,
        },
        "left_out": dict(evaluation.left_out),
    }


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"
