"""People with accounts, and what their browsers and programs do."""

import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from exact_transcription.adapters.accounts.argon2 import Argon2PasswordHasher
from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.user import Role, User

QUICK_HASHER = Argon2PasswordHasher(passes=1, memory_kib=8, lanes=1)
"""As good as the service's, but for attackers."""

PASSWORD = "correct horse"  # noqa: S105


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with an account."""

    user: User
    container: Container

    def key(self, *scopes: Scope) -> dict[str, str]:
        """Headers with a new key."""
        issued = self.container.accounts().issue_key(
            self.user.id, name="test", scopes=frozenset(scopes or Scope)
        )
        return {"Authorization": f"Bearer {issued.token}"}

    def browser(self, app: Flask) -> FlaskClient:
        """A browser in which they have signed in."""
        client = app.test_client()
        answer = sign_in(client, self.user.name)
        assert answer.status_code == 303, answer.text
        return client


def person(container: Container, name: str, role: Role = Role.USER) -> Person:
    """Give somebody an account; the first one must be an administrator."""
    return Person(user=container.users().add(name, password=PASSWORD, role=role), container=container)


def csrf(client: FlaskClient, path: str = "/sign-in") -> str:
    """The token of a page."""
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get(path, follow_redirects=True).text)
    assert found is not None
    return found[1]


def sign_in(client: FlaskClient, name: str, password: str = PASSWORD, **fields: str) -> TestResponse:
    """Send the sign-in form."""
    data = {"csrf_token": csrf(client), "name": name, "password": password, **fields}
    return client.post("/sign-in", data=data)
