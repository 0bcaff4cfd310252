"""A lock between processes of one machine."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def process_lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on a file, waiting for it; the system releases it when the process dies.

    The file stays: deleting it would let a process that waits for it and one that makes it anew both go on.
    """
    with path.open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
