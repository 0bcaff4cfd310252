"""What the decoding process may do: work on the files that it was given, and nothing else."""

import ctypes
import importlib
import os
import resource
import signal
import sys

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

_PR_SET_PDEATHSIG = 1
"""Of Linux's prctl(2)."""


def end_with(parent: int) -> None:
    """Have the kernel end this process when its parent ends, however that happens.

    A parent that was killed, or left while its child hung in a damaged file, cannot end it itself.

    Args:
        parent: the parent's process id. Where it is another one by now, the parent has ended already.
    """
    if sys.platform != "linux":
        return
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel refuses to end this process with its parent")
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


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
