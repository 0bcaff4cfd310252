"""Who uses the service."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from exact_transcription.core.domain.errors import InvalidRequestError

_NAME = re.compile(r"[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]{0,127}")


class Role(StrEnum):
    """What a person may do."""

    ADMIN = "admin"
    """Everything, for everybody."""
    USER = "user"
    """Everything with their own jobs."""
    READER = "reader"
    """Look at their own jobs only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person with an account.

    Attributes:
        id: unique; owns jobs, keys and webhooks.
        name: what they sign in with; unique without regard to case.
        password_hash: made by the password hasher, or None if they cannot sign in with a password.
        role: what they may do.
        active: whether they may do anything at all.
        created: when, UTC.
        session_epoch: counts password changes and sign-outs everywhere; sessions of earlier epochs are void.
    """

    id: str
    name: str
    password_hash: str | None = None
    role: Role = Role.USER
    active: bool = True
    created: datetime
    session_epoch: int = 0

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or self.name != self.name.strip():
            raise InvalidRequestError("A user name has 1 to 128 printable characters and no space around it.")
