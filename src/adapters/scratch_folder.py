"""Folders for what is only on the way, which do not outlive the process that made them for long."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "exact-recording-"


@contextmanager
def scratch_folder(parent: Path | None) -> Iterator[Path]:
    """A folder of this process, removed at the end; what processes that were killed left is removed first.

    The folder is locked for as long as it is used, and the system lets go of those of a process that ends,
    however it ends: what nobody has locked is nobody's any more.

    Args:
        parent: where to make it; the system's folder for temporary files if None.
    """
    within = Path(tempfile.gettempdir()) if parent is None else parent
    remove_abandoned(within)
    folder, lock = _locked_folder(within)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def remove_abandoned(within: Path) -> None:
    """Remove folders of processes that have ended without doing so."""
    for folder in within.glob(f"{_PREFIX}*"):
        # Another's, or gone by now, or on a file system without locks: left alone.
        with suppress(OSError):
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(lock)


def _locked_folder(within: Path) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=within))
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        with suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX)
        # Between the two lines above, another process may have taken it for an abandoned one.
        if folder.exists():
            return folder, lock
        os.close(lock)
