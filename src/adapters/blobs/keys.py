"""Which keys are allowed, so that none can reach outside the store."""

import re

from exact_transcription.core.domain.errors import InvalidValueError

_SEGMENT = r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}"
_KEY = re.compile(rf"{_SEGMENT}(/{_SEGMENT})*")
_PREFIX = re.compile(rf"({_SEGMENT}/)*")


def checked_key(key: str) -> str:
    """The key, if it is one; no segment begins with a dot, so none is hidden or leads upwards."""
    if not _KEY.fullmatch(key):
        raise InvalidValueError(f"{key!r} is not a key of a blob")
    return key


def checked_prefix(prefix: str) -> str:
    """The prefix, if it is empty or whole segments."""
    if not _PREFIX.fullmatch(prefix):
        raise InvalidValueError(f"{prefix!r} is not a prefix of blobs' keys")
    return prefix
