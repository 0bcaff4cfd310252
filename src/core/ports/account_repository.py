"""Where users and their keys are."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from exact_transcription.core.domain.api_key import ApiKey
from exact_transcription.core.domain.user import User


class AccountRepository(Protocol):
    """Keeps users and API keys; raises `ServiceUnavailableError` while the database does not answer."""

    def add_user(self, user: User) -> None:
        """Add a user.

        Raises:
            ConflictError: there is one with that id or name.
        """

    def get_user(self, user_id: str) -> User:
        """A user by id.

        Raises:
            NotFoundError: there is none.
        """

    def find_user(self, name: str) -> User | None:
        """A user by name, without regard to case."""

    def any_users(self) -> bool:
        """Whether there is any user; asked at every request that nobody has signed."""

    def list_users(self) -> Sequence[User]:
        """All users by name."""

    def update_user(self, user_id: str, change: Callable[[User], User]) -> User:
        """Replace a user by what `change` makes of it.

        Raises:
            NotFoundError: there is none.
            ConflictError: the new name is taken.
        """

    def delete_user(self, user_id: str) -> None:
        """Delete a user with their keys and webhooks; their jobs are for the caller to delete first."""

    def add_key(self, key: ApiKey) -> None:
        """Add a key of a user that is there."""

    def find_key(self, key_id: str) -> ApiKey | None:
        """A key by its id."""

    def list_keys(self, owner: str) -> Sequence[ApiKey]:
        """All keys of a user, the newest first."""

    def update_key(self, key_id: str, change: Callable[[ApiKey], ApiKey]) -> ApiKey:
        """Replace a key by what `change` makes of it.

        Raises:
            NotFoundError: there is none.
        """

    def purge_keys(self, before: datetime) -> int:
        """Delete keys that expired or were revoked before that time; returns how many."""
