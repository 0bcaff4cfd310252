"""Which profiles have all their models on this machine."""

from collections.abc import Iterable

from exact_transcription.core.domain.finding import Finding, Severity
from exact_transcription.core.domain.model_entry import ModelEntry, ModelKind, ModelState

_OFFLINE_SET = ("base", "pocketsphinx-en", "segmentation-3.0", "camplusplus")


def examine_models(entries: Iterable[ModelEntry]) -> list[Finding]:
    """The two profiles, and what each of them lacks."""
    known = {entry.name: entry for entry in entries}
    missing = [name for name in _OFFLINE_SET if known[name].state is not ModelState.PRESENT]
    standard = [entry for entry in known.values() if entry.profile == "standard"]
    here = {entry.kind for entry in standard if entry.state is ModelState.PRESENT}
    lacking = [kind.value for kind in (ModelKind.RECOGNITION, ModelKind.DIARIZATION) if kind not in here]
    offline = Finding(
        subject="profile offline",
        severity=Severity.NOTE if missing else Severity.OK,
        state=f"lacks {', '.join(missing)}" if missing else "ready",
        advice="pip install 'exact-transcription[offline]'" if missing else "",
    )
    full = Finding(
        subject="profile standard",
        severity=Severity.NOTE if lacking else Severity.OK,
        state=f"no model on this machine for {', '.join(lacking)}" if lacking else "ready",
        advice="They are fetched when first used, or with `exact-transcription models pull`."
        if lacking
        else "",
    )
    if missing and lacking:
        nothing = "No profile has all its models here: the first transcription has to fetch them."
        return [offline, full, Finding(subject="models", severity=Severity.NOTE, state=nothing)]
    return [offline, full]
