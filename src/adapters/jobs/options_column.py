"""Options of a job as they are kept, for programs of several versions that work on the same records.

What has its default is left out, so that an older worker takes every job that asks for nothing it does not
know. A default that is changed therefore counts for jobs that are repeated, too.
"""

from collections.abc import Mapping
from typing import Any

from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.domain.transcription_options import TranscriptionOptions

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


def _readable(name: str, value: object) -> bool:
    try:
        TranscriptionOptions.from_dict({name: value})
    except InvalidOptionError:
        return False
    return True
