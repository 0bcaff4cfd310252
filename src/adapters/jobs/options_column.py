"""Options of a job as they are kept, for programs of several versions that work on the same records.

What has its default is left out, so that an older worker takes every job that asks for nothing it does not
know. A default that is changed therefore counts for jobs that are repeated, too.
"""

from collections.abc import Mapping
from typing import Any

from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.domain.transcription_options import TranscriptionOptions

_URL = "recording_url"

_DEFAULTS = TranscriptionOptions().as_dict()


def options_value(options: TranscriptionOptions) -> dict[str, Any]:
    """What is kept of options."""
    return {name: value for name, value in options.as_dict().items() if value != _DEFAULTS.get(name)}


def options_of(kept: Mapping[str, Any]) -> tuple[TranscriptionOptions, tuple[str, ...]]:
    """The options that were kept, and names of those that a newer program wrote and this one cannot read."""
    beyond = tuple(sorted(name for name, value in kept.items() if not _readable(name, value)))
    try:
        return TranscriptionOptions.from_dict(
            {name: kept[name] for name in kept if name not in beyond}
        ), beyond
    except InvalidOptionError:
        # Each can be read, and together they may not be.
        return TranscriptionOptions(), tuple(sorted(kept))


def with_url(kept: Mapping[str, Any], url: str) -> dict[str, Any]:
    """What is kept of options, with the address that the recording is still to be fetched from, if any.

    It is kept among the options because older workers, which fetch nothing, leave alone a job with an option
    that they do not know. When the recording is here, they may take it.
    """
    return {**kept, _URL: url} if url else dict(kept)


def without_url(kept: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The options that were kept, and the address that `with_url` kept among them, or an empty string."""
    return {name: value for name, value in kept.items() if name != _URL}, str(kept.get(_URL, ""))


def _readable(name: str, value: object) -> bool:
    try:
        TranscriptionOptions.from_dict({name: value})
    except InvalidOptionError:
        return False
    return True
