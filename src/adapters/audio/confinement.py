"""What the decoding process may do: work on the files that it was given, and nothing else."""

import importlib
import resource

from exact_transcription.adapters.audio.limits import DecodeLimits
from exact_transcription.core.domain.waveform import SAMPLE_RATE

_SPARE_BYTES = 1024 * 1024
_LOADED_LATE = (
    "av.subtitles.codeccontext",
    "av.subtitles.stream",
    "encodings.utf_16_be",
    "encodings.utf_16_le",
)
"""Modules that would be imported in the middle of the work, when files can no longer be opened."""


def confine(limits: DecodeLimits) -> None:
    """Limit this process for the rest of its life.

    The limit of 0 open files leaves those that are open usable, but no file and no socket can be opened any
    more: whatever a hostile file makes FFmpeg try, it reads no other file and reaches no network.
    """
    for module in _LOADED_LATE:
        importlib.import_module(module)
    seconds = int(limits.max_wall_s) + 1
    longest = int(limits.max_duration_s * SAMPLE_RATE * 4) + _SPARE_BYTES
    for kind, value in (
        (resource.RLIMIT_AS, limits.max_memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, longest),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (ceiling, ceiling))
