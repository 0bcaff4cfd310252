"""Runs the command line as a person does: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.media import sample_path

SAMPLE = sample_path()
"""30 s of a telephone talk of two people, which pyannote.audio's package carries."""


def arguments(*given: str | Path) -> list[str]:
    """The command with its arguments."""
    code = "from exact_transcription.entrypoints.cli.main import main; main()"
    return [sys.executable, "-c", code, *map(str, given)]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A clean environment whose caches lie in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EXACT_")}
    return {**kept, "HF_HUB_OFFLINE": "1", "XDG_CONFIG_HOME": str(folder), **more}


def run(*given: str | Path, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command in `folder` and wait."""
    return subprocess.run(
        arguments(*given),
        cwd=folder,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=540,
    )
