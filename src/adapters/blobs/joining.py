"""Joining blobs inside an object store, which copies them itself: none of their bytes comes through here."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

SMALLEST_PART = 5 * 1024 * 1024
"""S3 takes no smaller part of a multipart upload, but for the last."""

COMPOSED = 32
"""Most objects that Google Cloud Storage composes at once."""

_AT_ONCE = 8

Rewrite = Callable[[Sequence[str], str], object]
"""Reads the files at some paths, one after the other, and writes them as one to another path."""

Join = Callable[[Sequence[tuple[str, int]], str], None]
"""Joins files, given as paths and sizes, at another path."""


def joiner(protocol: str, fs: Any, rewrite: Rewrite) -> Join | None:
    """What joins files within the store; None where the store cannot.

    What goes wrong is raised as the store's library raises it; nothing is seen at the path then.
    """
    match protocol:
        case "s3":
            return lambda files, target: _by_parts(fs, files, target, rewrite)
        case "gs" | "gcs":
            return lambda files, target: _by_composing(fs, [path for path, _ in files], target)
    return None


def _by_parts(fs: Any, files: Sequence[tuple[str, int]], target: str, rewrite: Rewrite) -> None:
    """Copy every file as a part of a multipart upload; those too small for that are joined before."""
    with _made_on_the_way(fs) as made:
        parts = []
        for group in _large_enough(files):
            if len(group) > 1:
                made.append(f"{group[0]}.joined")
                rewrite(group, made[-1])
                parts.append(made[-1])
            else:
                parts += group
        fs.merge(target, parts)


def _by_composing(fs: Any, paths: list[str], target: str) -> None:
    """Compose 32 at a time, then what came of that, until one is left."""
    with _made_on_the_way(fs) as made, ThreadPoolExecutor(_AT_ONCE) as pool:
        while len(paths) > COMPOSED:
            groups = [paths[start : start + COMPOSED] for start in range(0, len(paths), COMPOSED)]
            paths = [f"{group[0]}.joined" for group in groups]
            made.extend(paths)
            # Raises what went wrong in any of them.
            list(pool.map(fs.merge, paths, groups))
        fs.merge(target, paths)


def _large_enough(files: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    group: list[str] = []
    total = 0
    for path, size in files:
        group.append(path)
        total += size
        if total >= SMALLEST_PART:
            yield group
            group, total = [], 0
    if group:
        yield group


@contextlib.contextmanager
def _made_on_the_way(fs: Any) -> Iterator[list[str]]:
    """Paths of what is needed for joining only; what cannot be deleted goes with the parts beside it."""
    made: list[str] = []
    try:
        yield made
    finally:
        if made:
            with contextlib.suppress(Exception):
                fs.rm(made)
