"""Keys for programs that act for a user."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PREFIX = "et"
_ID_BYTES = 8
_SECRET_BYTES = 32


class Scope(StrEnum):
    """What a key may be used for, within what its user may do."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key as it is stored: its secret cannot be found from it.

    Attributes:
        id: unique; also the part of the key that may be shown.
        owner: id of the user.
        name: what people call it.
        digest: hexadecimal SHA-256 of the secret. The secret has 256 random bits, so that, other than for
            passwords, a slow hash would add nothing.
        scopes: what it may be used for.
        created: when, UTC.
        expires: when it stops being valid, or None for never.
        last_used: when it was last used (to the minute), or None.
        revoked: when it was made invalid, or None.
    """

    id: str
    owner: str
    name: str
    digest: str
    scopes: frozenset[Scope]
    created: datetime
    expires: datetime | None = None
    last_used: datetime | None = None
    revoked: datetime | None = None

    def valid(self, now: datetime) -> bool:
        """Whether it may still be used."""
        return self.revoked is None and (self.expires is None or now < self.expires)

    def opens(self, token: str) -> bool:
        """Whether `token` is this key; takes the same time for any wrong token."""
        return hmac.compare_digest(self.digest, _digest(token.rpartition("_")[2]))


def new_token() -> tuple[str, str, str]:
    """A new key: its id, its digest, and the token that its user is shown once."""
    key_id, secret = secrets.token_hex(_ID_BYTES), secrets.token_hex(_SECRET_BYTES)
    return key_id, _digest(secret), f"{PREFIX}_{key_id}_{secret}"


def key_id_of(token: str) -> str | None:
    """The id inside a token, or None if it is not one of ours."""
    parts = token.split("_")
    if len(parts) == 3 and parts[0] == PREFIX and all(parts):  # noqa: PLR2004 - prefix, id, secret
        return parts[1]
    return None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
