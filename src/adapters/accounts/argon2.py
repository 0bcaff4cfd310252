"""Passwords hashed with Argon2id."""

import secrets
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2PasswordHasher:
    """RFC 9106's second recommended setting, for where memory is scarce: 64 MiB and 3 passes."""

    def __init__(self, *, passes: int = 3, memory_kib: int = 64 * 1024, lanes: int = 4) -> None:
        """Hash with `passes` over `memory_kib`, in `lanes` that may run side by side."""
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=lanes)

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash(secrets.token_hex())

    def hash(self, password: str) -> str:
        """See `PasswordHasher.hash`."""
        return self._hasher.hash(password)

    def verify(self, stored: str | None, password: str) -> bool:
        """See `PasswordHasher.verify`."""
        # Made at the first call whoever is asked for, or its time would tell that there is no such user.
        nobodys = self._nobodys
        try:
            self._hasher.verify(nobodys if stored is None else stored, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def outdated(self, stored: str) -> bool:
        """See `PasswordHasher.outdated`."""
        return self._hasher.check_needs_rehash(stored)
