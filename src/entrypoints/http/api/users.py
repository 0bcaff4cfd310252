"""Who has an account; for administrators."""

from datetime import datetime

from flask import Response, url_for
from pydantic import BaseModel, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.errors import ConflictError
from exact_transcription.core.domain.user import Role, User
from exact_transcription.entrypoints.http.api.fields import Sent, Text
from exact_transcription.entrypoints.http.api.ids import Id
from exact_transcription.entrypoints.http.api.me import NewPassword
from exact_transcription.entrypoints.http.api.resource import Resource, json_answer
from exact_transcription.entrypoints.http.audit import note
from exact_transcription.entrypoints.http.identity import owner
from exact_transcription.entrypoints.http.services import services

users = Resource("Users", about="Who has an account. For administrators.")

ONE = "/users/<id:user_id>"


class UserPath(BaseModel):
    """Which user."""

    user_id: Id


class NewUser(Sent):
    """A user to add."""

    name: Text = Field(min_length=1, max_length=128, pattern=r"^\S(.*\S)?$", description="To sign in with.")
    password: NewPassword | None = Field(default=None, description="Without one, only keys let them in.")
    role: Role = Role.USER


class UserChange(Sent):
    """What is to be different of a user; what is left out stays."""

    role: Role | None = None
    active: bool | None = Field(default=None, description="Whether they are let in.")
    password: NewPassword | None = Field(default=None, description="A new password; their sessions end.")


class Account(BaseModel):
    """A user."""

    id: str
    name: str
    role: Role
    active: bool = Field(description="Whether they are let in.")
    has_password: bool
    created: datetime

    @classmethod
    def of(cls, user: User) -> "Account":
        """Show a user."""
        same = ("id", "name", "role", "active", "created")
        return cls(
            has_password=user.password_hash is not None, **{name: getattr(user, name) for name in same}
        )


class AccountList(BaseModel):
    """All users by name."""

    items: list[Account]


@users.get("/users", scope=Scope.ADMIN, returns=AccountList)
def list_users() -> AccountList:
    """List users."""
    return AccountList(items=[Account.of(user) for user in services().account_repository().list_users()])


@users.post(
    "/users",
    scope=Scope.ADMIN,
    returns=Account,
    status=201,
    headers={"Location": "Address of the new user."},
    errors=(409,),
)
def create_user(body: NewUser) -> Response:
    """Add a user.

    The first one must be an administrator. Everybody has to sign in from then on, and what was made without
    accounts is the first administrator's.
    """
    user = services().users().add(body.name, password=body.password, role=body.role)
    note("user.created", user.id, user.role.value)
    return json_answer(Account.of(user), 201, Location=url_for("api_users.read_user", user_id=user.id))


@users.get(ONE, scope=Scope.ADMIN, returns=Account, errors=(404,))
def read_user(path: UserPath) -> Account:
    """Read one user."""
    return Account.of(services().account_repository().get_user(path.user_id))


@users.patch(ONE, scope=Scope.ADMIN, returns=Account, errors=(404, 409))
def change_user(path: UserPath, body: UserChange) -> Account:
    """Give a user another role or password, or lock them out or let them in."""
    user = services().users().change(path.user_id, role=body.role, active=body.active)
    if body.role is not None or body.active is not None:
        note("user.changed", user.id, f"{user.role.value}, {'active' if user.active else 'locked out'}")
    if body.password is not None:
        user = services().accounts().set_password(path.user_id, body.password)
        note("password.changed", user.id)
    return Account.of(user)


@users.delete(ONE, scope=Scope.ADMIN, returns=None, errors=(404, 409))
def delete_user(path: UserPath) -> None:
    """Delete a user with all transcriptions, uploads, keys and webhooks, for good."""
    if path.user_id == owner():
        raise ConflictError("Nobody deletes themselves here.", hint="Use the command line: `users delete`.")
    count = services().users().delete(path.user_id)
    note("user.deleted", path.user_id, f"{count} jobs")
