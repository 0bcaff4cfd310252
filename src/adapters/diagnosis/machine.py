"""Processor, memory, GPU and disk."""

import shutil
from pathlib import Path

import psutil

from exact_transcription.core.domain.finding import Finding, Severity

_GIB = 1024**3
_MEMORY_NEEDED = 3 * _GIB
"""The offline profile was seen to need about 2 GiB; the rest is for the system."""
_DISK_NEEDED = 1 * _GIB


def examine_machine(*, cache_dir: Path, scratch_dir: Path) -> list[Finding]:
    """What the machine offers to models."""
    return [
        Finding(
            subject="processor",
            severity=Severity.OK,
            state=f"{psutil.cpu_count(logical=False) or psutil.cpu_count() or 1} cores",
        ),
        _memory(),
        _gpu(),
        _disk("cache folder", cache_dir, "EXACT_CACHE_DIR"),
        _disk("scratch folder", scratch_dir, "EXACT_SCRATCH_DIR"),
    ]


def _memory() -> Finding:
    free = psutil.virtual_memory().available
    enough = free >= _MEMORY_NEEDED
    return Finding(
        subject="memory",
        severity=Severity.OK if enough else Severity.NOTE,
        state=f"{free / _GIB:.1f} GiB free",
        advice="" if enough else "Close other programs; 3 GiB should be free.",
    )


def _gpu() -> Finding:
    import torch  # noqa: PLC0415 - seconds of import, for this finding alone

    if torch.cuda.is_available():
        return Finding(subject="GPU", severity=Severity.OK, state=torch.cuda.get_device_name(0))
    return Finding(
        subject="GPU",
        severity=Severity.NOTE,
        state="none that torch can use; models run on the processor",
        advice="With an NVIDIA GPU, install its driver.",
    )


def _disk(subject: str, folder: Path, variable: str) -> Finding:
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        return Finding(
            subject=subject,
            severity=Severity.PROBLEM,
            state=f"{folder}: {error.strerror}",
            advice=f"Set {variable} to a folder that can be written.",
        )
    enough = free >= _DISK_NEEDED
    return Finding(
        subject=subject,
        severity=Severity.OK if enough else Severity.PROBLEM,
        state=f"{folder}, {free / _GIB:.1f} GiB free",
        advice="" if enough else f"Make room, or set {variable} to a folder on another disk.",
    )
