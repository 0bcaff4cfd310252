"""Turning passwords into something that may be stored."""

from typing import Protocol


class PasswordHasher(Protocol):
    """A slow, salted hash."""

    def hash(self, password: str) -> str:
        """What to store."""

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password is right; takes as long for `None` (no such user), and is False then."""

    def outdated(self, stored: str) -> bool:
        """Whether it was made with weaker settings than the present ones and should be made anew."""
