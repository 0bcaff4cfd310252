"""Whether models can be fetched from the hub."""

import urllib.error
import urllib.request

from exact_transcription.core.domain.finding import Finding, Severity

_TIMEOUT = 5.0


def examine_hub(token: str | None, *, ask: bool) -> list[Finding]:
    """The token, and if `ask` whether the hub answers."""
    findings = [
        Finding(subject="hub token", severity=Severity.OK, state="set")
        if token
        else Finding(
            subject="hub token",
            severity=Severity.NOTE,
            state="not set; gated models (speaker diarization of the standard profile) cannot be fetched",
            advice="Accept the conditions at https://hf.co/pyannote/speaker-diarization-community-1 and set "
            "HUGGING_FACE_HUB_TOKEN, or use the profile offline.",
        )
    ]
    return [*findings, _reach()] if ask else findings


def _reach() -> Finding:
    from huggingface_hub.constants import ENDPOINT  # noqa: PLC0415 - slow, and honours HF_ENDPOINT

    try:
        urllib.request.urlopen(ENDPOINT, timeout=_TIMEOUT).close()  # noqa: S310 - the hub's own address
    except urllib.error.HTTPError:
        pass  # an answer all the same
    except (OSError, ValueError) as error:
        return Finding(
            subject="hub",
            severity=Severity.NOTE,
            state=f"does not answer ({getattr(error, 'reason', error)})",
            advice="Models that are here go on working; the profile offline needs no hub.",
        )
    return Finding(subject="hub", severity=Severity.OK, state="answers")
