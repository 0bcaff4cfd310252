"""Who somebody is, and what they may do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exact_transcription.adapters.accounts.argon2 import Argon2PasswordHasher
from exact_transcription.adapters.accounts.sqlalchemy import SqlAccountRepository
from exact_transcription.adapters.database.engine import Database
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.errors import ConflictError, InvalidRequestError, NotFoundError
from exact_transcription.core.domain.user import Role
from exact_transcription.core.usecases.accounts import Accounts, Identity
from tests.fakes.clock import FakeClock

PASSWORD = "correct horse"  # noqa: S105


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def repository(sqlite_database: Database) -> SqlAccountRepository:
    return SqlAccountRepository(database=sqlite_database)


@pytest.fixture
def accounts(repository: SqlAccountRepository, clock: FakeClock) -> Accounts:
    hasher = Argon2PasswordHasher(passes=1, memory_kib=8, lanes=1)
    return Accounts(accounts=repository, hasher=hasher, clock=clock)


def test_only_the_right_password_signs_in(accounts: Accounts) -> None:
    user = accounts.create_user("Ada", password=PASSWORD)
    assert PASSWORD not in repr(user)
    assert accounts.sign_in("ada", PASSWORD) == user
    for name, password in (("ada", "wrong password"), ("eve", PASSWORD), ("ada", ""), ("ada", "x" * 2000)):
        assert accounts.sign_in(name, password) is None


def test_who_has_no_password_or_is_not_active_does_not_sign_in(
    accounts: Accounts, repository: SqlAccountRepository
) -> None:
    accounts.create_user("robot", password=None)
    assert accounts.sign_in("robot", "") is None
    user = accounts.create_user("Ada", password=PASSWORD)
    repository.update_user(user.id, lambda at: replace(at, active=False))
    assert accounts.sign_in("Ada", PASSWORD) is None


def test_a_new_password_ends_the_sessions_of_the_old_one(accounts: Accounts) -> None:
    user = accounts.create_user("Ada", password=PASSWORD)
    changed = accounts.set_password(user.id, "another horse")
    assert changed.session_epoch == user.session_epoch + 1
    assert accounts.sign_in("Ada", PASSWORD) is None
    assert accounts.sign_in("Ada", "another horse") == changed


def test_a_weakly_hashed_password_is_hashed_anew_when_it_is_seen(
    accounts: Accounts, repository: SqlAccountRepository, clock: FakeClock
) -> None:
    before = accounts.create_user("Ada", password=PASSWORD)
    stronger = Accounts(
        accounts=repository, hasher=Argon2PasswordHasher(passes=2, memory_kib=8, lanes=1), clock=clock
    )
    after = stronger.sign_in("Ada", PASSWORD)
    assert after is not None
    assert after.password_hash != before.password_hash
    assert stronger.sign_in("Ada", PASSWORD) == after


@pytest.mark.parametrize("password", ["short", "x" * 1025])
def test_passwords_that_are_too_short_or_too_long_are_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(InvalidRequestError):
        accounts.create_user("Ada", password=password)


@pytest.mark.parametrize("name", ["", " ", "a\nb", " ada", "ada ", "x" * 129])
def test_names_that_nobody_could_type_are_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(InvalidRequestError):
        accounts.create_user(name, password=None)


def test_a_name_is_given_once(accounts: Accounts) -> None:
    accounts.create_user("Ada", password=None)
    with pytest.raises(ConflictError):
        accounts.create_user("ADA", password=None)


def test_a_token_tells_whose_it_is_until_it_expires_or_is_revoked(
    accounts: Accounts, clock: FakeClock
) -> None:
    user = accounts.create_user("Ada", password=None)
    expires = clock.now() + timedelta(days=1)
    issued = accounts.issue_key(user.id, name="laptop", scopes=frozenset({Scope.READ}), expires=expires)
    other = accounts.issue_key(user.id, name="phone", scopes=frozenset({Scope.READ}))
    identity = accounts.identify(issued.token)
    assert identity is not None
    assert identity.user == user
    assert identity.key is not None
    assert identity.key.last_used == clock.now()
    assert accounts.identify(issued.token[:-1] + "x") is None
    clock.move(86_400)
    assert accounts.identify(issued.token) is None
    assert accounts.identify(other.token) is not None
    with pytest.raises(NotFoundError):
        accounts.revoke_key(other.key.id, owner="somebody else")
    accounts.revoke_key(other.key.id, owner=user.id)
    assert accounts.identify(other.token) is None


@pytest.mark.parametrize("token", ["", "et", "et__", "et_x_y", "x_y_z", "et_a_b_c", "💥"])
def test_what_is_no_token_tells_nothing(accounts: Accounts, token: str) -> None:
    assert accounts.identify(token) is None


def test_a_key_of_somebody_who_is_not_active_tells_nothing(
    accounts: Accounts, repository: SqlAccountRepository
) -> None:
    user = accounts.create_user("Ada", password=None)
    issued = accounts.issue_key(user.id, name="laptop", scopes=frozenset(Scope))
    repository.update_user(user.id, lambda at: replace(at, active=False))
    assert accounts.identify(issued.token) is None


def test_a_key_allows_no_more_than_its_user_may_and_no_more_than_its_scopes(accounts: Accounts) -> None:
    user = accounts.create_user("Ada", password=None)
    everything = accounts.issue_key(user.id, name="all", scopes=frozenset(Scope))
    reading = accounts.issue_key(user.id, name="read", scopes=frozenset({Scope.READ}))

    def allowed(token: str) -> list[Scope]:
        identity = accounts.identify(token)
        assert identity is not None
        return [scope for scope in Scope if identity.may(scope)]

    assert allowed(everything.token) == [Scope.READ, Scope.WRITE]
    assert allowed(reading.token) == [Scope.READ]
    assert Identity(user=replace(user, role=Role.ADMIN)).may(Scope.ADMIN)
    assert not Identity(user=replace(user, role=Role.READER)).may(Scope.WRITE)
    with pytest.raises(InvalidRequestError):
        accounts.issue_key(user.id, name="none", scopes=frozenset())
