"""Users and keys in SQLite or PostgreSQL."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.exc import IntegrityError

from exact_transcription.adapters.accounts.rows import key_of, key_values, user_of, user_values
from exact_transcription.adapters.database.account_schema import ApiKeyRow, UserRow, WebhookRow
from exact_transcription.adapters.database.engine import Database
from exact_transcription.adapters.database.records import change_record
from exact_transcription.adapters.database.schema import table_of
from exact_transcription.core.domain.api_key import ApiKey
from exact_transcription.core.domain.errors import ConflictError, NotFoundError
from exact_transcription.core.domain.user import User

USERS = table_of(UserRow)
KEYS = table_of(ApiKeyRow)
WEBHOOKS = table_of(WebhookRow)


class SqlAccountRepository:
    """Names are compared without regard to case by a folded copy of them, in both databases alike."""

    def __init__(self, *, database: Database) -> None:
        """Keep accounts in `database`, whose schema is there already."""
        self._database = database

    def add_user(self, user: User) -> None:
        """See `AccountRepository.add_user`."""
        with _name_taken(), self._database.writing() as connection:
            connection.execute(insert(USERS).values(user_values(user) | {"version": 1}))

    def get_user(self, user_id: str) -> User:
        """See `AccountRepository.get_user`."""
        with self._database.reading() as connection:
            row = connection.execute(select(USERS).where(USERS.c.id == user_id)).one_or_none()
        if row is None:
            raise NotFoundError("There is no such user.")
        return user_of(row._asdict())

    def find_user(self, name: str) -> User | None:
        """See `AccountRepository.find_user`."""
        query = select(USERS).where(USERS.c.name_folded == name.casefold())
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else user_of(row._asdict())

    def any_users(self) -> bool:
        """See `AccountRepository.any_users`."""
        with self._database.reading() as connection:
            return connection.execute(select(USERS.c.id).limit(1)).first() is not None

    def list_users(self) -> Sequence[User]:
        """See `AccountRepository.list_users`."""
        with self._database.reading() as connection:
            rows = connection.execute(select(USERS).order_by(USERS.c.name_folded))
            return [user_of(row._asdict()) for row in rows]

    def update_user(self, user_id: str, change: Callable[[User], User]) -> User:
        """See `AccountRepository.update_user`."""
        with _name_taken():
            return change_record(self._database, USERS, user_id, change, read=user_of, write=user_values)

    def delete_user(self, user_id: str) -> None:
        """See `AccountRepository.delete_user`."""
        with self._database.writing() as connection:
            connection.execute(delete(WEBHOOKS).where(WEBHOOKS.c.owner == user_id))
            connection.execute(delete(USERS).where(USERS.c.id == user_id))

    def add_key(self, key: ApiKey) -> None:
        """See `AccountRepository.add_key`."""
        try:
            with self._database.writing() as connection:
                connection.execute(insert(KEYS).values(key_values(key) | {"version": 1}))
        except IntegrityError as error:
            raise NotFoundError("There is no such user.") from error

    def find_key(self, key_id: str) -> ApiKey | None:
        """See `AccountRepository.find_key`."""
        with self._database.reading() as connection:
            row = connection.execute(select(KEYS).where(KEYS.c.id == key_id)).one_or_none()
        return None if row is None else key_of(row._asdict())

    def list_keys(self, owner: str) -> Sequence[ApiKey]:
        """See `AccountRepository.list_keys`."""
        query = select(KEYS).where(KEYS.c.owner == owner).order_by(KEYS.c.created.desc(), KEYS.c.id)
        with self._database.reading() as connection:
            return [key_of(row._asdict()) for row in connection.execute(query)]

    def update_key(self, key_id: str, change: Callable[[ApiKey], ApiKey]) -> ApiKey:
        """See `AccountRepository.update_key`."""
        return change_record(self._database, KEYS, key_id, change, read=key_of, write=key_values)

    def purge_keys(self, before: datetime) -> int:
        """See `AccountRepository.purge_keys`."""
        useless = or_(KEYS.c.revoked < before, KEYS.c.expires < before)
        with self._database.writing() as connection:
            return connection.execute(delete(KEYS).where(useless)).rowcount


@contextmanager
def _name_taken() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise ConflictError("There is a user of that name already.", hint="Choose another name.") from error
