"""Options of a job from the fields of the upload form."""

from collections.abc import Mapping

from exact_transcription.core.domain.diarization import SpeakerCount
from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.domain.transcription_options import PauseSettings, TranscriptionOptions


def options_of(form: Mapping[str, str]) -> TranscriptionOptions:
    """Read the form; fields that are missing or empty keep their defaults.

    A model cannot be named: as a name may be a path, that would let a browser read this machine's files.

    Raises:
        InvalidRequestError: a field has a value that it cannot have.
    """
    default = TranscriptionOptions()
    shortest = _number(form, "min_pause", "the shortest pause")
    return TranscriptionOptions(
        profile=_text(form, "profile") or default.profile,
        language=_text(form, "language").lower() or None,
        speakers=SpeakerCount(exact=_whole(form, "speakers", "the number of speakers")),
        diarize="no_diarize" not in form,
        hotwords=tuple(word.strip() for word in _text(form, "hotwords").split(",") if word.strip()),
        initial_prompt=_text(form, "prompt"),
        beam_size=_whole(form, "beam_size", "the beam size") or default.beam_size,
        task="translate" if "translate" in form else "transcribe",
        channels="separate" if "separate_channels" in form else "mix",
        pauses=default.pauses if shortest is None else PauseSettings(shortest=shortest),
    )


def _text(form: Mapping[str, str], name: str) -> str:
    return form.get(name, "").strip()


def _whole(form: Mapping[str, str], name: str, what: str) -> int | None:
    text = _text(form, name)
    try:
        return int(text) if text else None
    except ValueError as error:
        raise InvalidOptionError(f"{text!r} is no value for {what}.", hint="Give a whole number.") from error


def _number(form: Mapping[str, str], name: str, what: str) -> float | None:
    text = _text(form, name)
    try:
        return float(text.replace(",", ".")) if text else None
    except ValueError as error:
        raise InvalidOptionError(
            f"{text!r} is no value for {what}.", hint="Give seconds, e.g. 0.2."
        ) from error
