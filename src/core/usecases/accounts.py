"""Users and their keys: making them, and finding out who somebody is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from exact_transcription.core.domain.api_key import ApiKey, Scope, key_id_of, new_token
from exact_transcription.core.domain.errors import AccessDeniedError, InvalidRequestError, NotFoundError
from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.domain.user import Role, User
from exact_transcription.core.ports.account_repository import AccountRepository
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.password_hasher import PasswordHasher

MIN_PASSWORD = 10
MAX_PASSWORD = 1_024
"""Longer ones only serve to keep the hasher busy."""

_TOUCH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedKey:
    """A new key; `token` is shown now and never again."""

    key: ApiKey
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is, and with a key, what the key allows."""

    user: User
    key: ApiKey | None = None

    def may(self, scope: Scope) -> bool:
        """Whether both the user and the key allow it."""
        allowed = {
            Role.ADMIN: frozenset(Scope),
            Role.USER: frozenset({Scope.READ, Scope.WRITE}),
            Role.READER: frozenset({Scope.READ}),
        }[self.user.role]
        return scope in allowed and (self.key is None or scope in self.key.scopes)


class Accounts:
    """What can be done with users and keys."""

    def __init__(self, *, accounts: AccountRepository, hasher: PasswordHasher, clock: Clock) -> None:
        """Keep them in `accounts`."""
        self._accounts, self._hasher, self._clock = accounts, hasher, clock

    def create_user(self, name: str, *, password: str | None, role: Role = Role.USER) -> User:
        """Add a user.

        Raises:
            ConflictError: there is one of that name.
            InvalidRequestError: the name or the password cannot be used.
        """
        hashed = None if password is None else self._hasher.hash(_checked(password))
        user = User(id=new_id(), name=name, password_hash=hashed, role=role, created=self._clock.now())
        self._accounts.add_user(user)
        return user

    def set_password(self, user_id: str, password: str) -> User:
        """Change a password; all sessions of the user end.

        Raises:
            NotFoundError: there is no such user.
            InvalidRequestError: the password cannot be used.
        """
        hashed = self._hasher.hash(_checked(password))
        return self._accounts.update_user(
            user_id,
            lambda user: replace(user, password_hash=hashed, session_epoch=user.session_epoch + 1),
        )

    def sign_in(self, name: str, password: str) -> User | None:
        """The user whose name and password these are; None takes as long, whatever is wrong."""
        if len(password) > MAX_PASSWORD:
            return None
        user = self._accounts.find_user(name)
        stored = user.password_hash if user is not None and user.active else None
        if not self._hasher.verify(stored, password) or user is None or stored is None:
            return None
        if self._hasher.outdated(stored):
            renewed = self._hasher.hash(password)
            return self._accounts.update_user(user.id, lambda at: replace(at, password_hash=renewed))
        return user

    def change_password(self, user_id: str, *, present: str, new: str) -> User:
        """Change one's own password; all sessions end.

        Raises:
            AccessDeniedError: the present password is another one.
            InvalidRequestError: the new password cannot be used.
        """
        user = self._accounts.get_user(user_id)
        if len(present) > MAX_PASSWORD or not self._hasher.verify(user.password_hash, present):
            raise AccessDeniedError("The present password is wrong.")
        return self.set_password(user_id, new)

    def resume(self, user_id: str, epoch: int) -> Identity | None:
        """Who continues a session that was begun at `epoch`, or None if it is void."""
        try:
            user = self._accounts.get_user(user_id)
        except NotFoundError:
            return None
        return Identity(user=user) if user.active and user.session_epoch == epoch else None

    def end_sessions(self, user_id: str) -> User:
        """Sign a user out everywhere."""
        return self._accounts.update_user(
            user_id, lambda user: replace(user, session_epoch=user.session_epoch + 1)
        )

    def issue_key(
        self, owner: str, *, name: str, scopes: frozenset[Scope], expires: datetime | None = None
    ) -> IssuedKey:
        """Make a key for a user.

        Raises:
            NotFoundError: there is no such user.
            InvalidRequestError: the key would allow nothing, or is over already.
        """
        if not scopes:
            raise InvalidRequestError("A key needs at least one scope.")
        if expires is not None and expires <= self._clock.now():
            raise InvalidRequestError("The key would have expired already.")
        key_id, digest, token = new_token()
        key = ApiKey(
            id=key_id,
            owner=owner,
            name=name.strip()[:200] or "key",
            digest=digest,
            scopes=scopes,
            created=self._clock.now(),
            expires=expires,
        )
        self._accounts.add_key(key)
        return IssuedKey(key=key, token=token)

    def identify(self, token: str) -> Identity | None:
        """Whose key a token is, or None if it is nobody's, void, or its user is not active."""
        key_id = key_id_of(token)
        key = self._accounts.find_key(key_id) if key_id else None
        now = self._clock.now()
        if key is None or not key.opens(token) or not key.valid(now):
            return None
        try:
            user = self._accounts.get_user(key.owner)
        except NotFoundError:
            return None
        if not user.active:
            return None
        if key.last_used is None or now - key.last_used >= _TOUCH:
            key = self._accounts.update_key(key.id, lambda at: replace(at, last_used=now))
        return Identity(user=user, key=key)

    def revoke_key(self, key_id: str, *, owner: str | None = None) -> ApiKey:
        """Make a key void for ever.

        Raises:
            NotFoundError: there is no such key of that user.
        """
        now = self._clock.now()

        def change(key: ApiKey) -> ApiKey:
            if owner is not None and key.owner != owner:
                raise NotFoundError("There is no such key.")
            return key if key.revoked else replace(key, revoked=now)

        return self._accounts.update_key(key_id, change)


def _checked(password: str) -> str:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise InvalidRequestError(f"A password has {MIN_PASSWORD} to {MAX_PASSWORD} characters.")
    return password
