"""Ids of records."""

import re
import secrets

_ID_BYTES = 16
_SAFE = re.compile(r"[0-9a-f]{32}")


def new_id() -> str:
    """A new id: 128 random bits in hexadecimal, safe in paths and addresses, and not to be guessed."""
    return secrets.token_hex(_ID_BYTES)


def is_id(text: str) -> bool:
    """Whether `text` has the form of an id."""
    return _SAFE.fullmatch(text) is not None
