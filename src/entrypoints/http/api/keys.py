"""Keys for programs that act for who asks."""

from datetime import UTC, datetime
from typing import Annotated

from flask import Response
from pydantic import AwareDatetime, BaseModel, Field

from exact_transcription.core.domain.api_key import ApiKey, Scope
from exact_transcription.core.domain.errors import AccessDeniedError
from exact_transcription.entrypoints.http.api.fields import Sent, Text
from exact_transcription.entrypoints.http.api.resource import Resource, json_answer
from exact_transcription.entrypoints.http.audit import note
from exact_transcription.entrypoints.http.identity import account, identity
from exact_transcription.entrypoints.http.services import services

keys = Resource("Keys", about="Keys for programs. A key is shown once, and only its hash is kept.")

KeyId = Annotated[str, Field(pattern="^[0-9a-f]{16}$", description="The part between the underscores.")]


class KeyPath(BaseModel):
    """Which key."""

    key_id: KeyId


class NewKey(Sent):
    """A key to make."""

    name: Text = Field(default="key", min_length=1, max_length=200, description="What to call it.")
    scopes: set[Scope] = Field(
        default={Scope.READ}, min_length=1, description="What it allows, within what its user may do."
    )
    expires: AwareDatetime | None = Field(default=None, description="When it ends; null for never.")


class Key(BaseModel):
    """A key, without its secret."""

    id: str
    name: str
    scopes: list[Scope]
    created: datetime
    expires: datetime | None
    last_used: datetime | None = Field(description="To the minute.")
    revoked: datetime | None

    @classmethod
    def of(cls, key: ApiKey) -> "Key":
        """Show a key."""
        same = ("id", "name", "created", "expires", "last_used", "revoked")
        return cls(scopes=sorted(key.scopes), **{name: getattr(key, name) for name in same})


class KeyWithToken(Key):
    """A key as it is shown once, when it is made."""

    token: str = Field(description="What programs send. It is shown now and never again.")


class KeyList(BaseModel):
    """All keys of a user, the newest first."""

    items: list[Key]


@keys.get("/keys", scope=Scope.READ, returns=KeyList)
def list_keys() -> KeyList:
    """List keys."""
    found = services().account_repository().list_keys(identity().user.id)
    return KeyList(items=[Key.of(key) for key in found])


@keys.post("/keys", scope=Scope.READ, returns=KeyWithToken, status=201, errors=(409,))
def create_key(body: NewKey) -> Response:
    """Make a key.

    With a key no other can be made that allows more than it does, and with one that only reads, none at all.
    """
    user_id, present = account(), identity().key
    if present is not None and not body.scopes <= present.scopes:
        raise AccessDeniedError("A key cannot make one that allows more.", hint="Sign in, or ask for less.")
    expires = None if body.expires is None else body.expires.astimezone(UTC)
    issued = (
        services()
        .accounts()
        .issue_key(user_id, name=body.name, scopes=frozenset(body.scopes), expires=expires)
    )
    note("key.created", issued.key.id, ",".join(sorted(body.scopes)))
    return json_answer(KeyWithToken(**Key.of(issued.key).model_dump(), token=issued.token), 201)


@keys.delete("/keys/<key:key_id>", scope=Scope.READ, returns=None, errors=(404, 409))
def revoke_key(path: KeyPath) -> None:
    """Make a key void for ever."""
    services().accounts().revoke_key(path.key_id, owner=account())
    note("key.revoked", path.key_id)
