"""Users and keys as rows, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from exact_transcription.core.domain.api_key import ApiKey, Scope
from exact_transcription.core.domain.user import Role, User


def user_values(user: User) -> dict[str, Any]:
    """The columns of a user, without the version."""
    return asdict(user) | {"name_folded": user.name.casefold(), "role": user.role.value}


def user_of(row: Mapping[str, Any]) -> User:
    """The user of a row."""
    values = {name: value for name, value in row.items() if name not in {"name_folded", "version"}}
    return User(**values | {"role": Role(row["role"])})


def key_values(key: ApiKey) -> dict[str, Any]:
    """The columns of a key, without the version."""
    return asdict(key) | {"scopes": sorted(scope.value for scope in key.scopes)}


def key_of(row: Mapping[str, Any]) -> ApiKey:
    """The key of a row."""
    values = {name: value for name, value in row.items() if name != "version"}
    return ApiKey(**values | {"scopes": frozenset(Scope(scope) for scope in row["scopes"])})
