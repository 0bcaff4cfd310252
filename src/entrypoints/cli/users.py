"""`exact-transcription users`: who has an account."""

import click

from exact_transcription.core.domain.user import Role, User
from exact_transcription.entrypoints.cli.administration import (
    confirm,
    json_option,
    note,
    password_option,
    read_password,
    service,
    yes_option,
)
from exact_transcription.entrypoints.cli.tables import Row, show

_ROLES = click.Choice([role.value for role in Role])


@click.group("users")
def command() -> None:
    """Add, change and remove the people who may use the service.

    As soon as there is one, everybody has to sign in. The first one must be an administrator, and gets the
    recordings that were handed in before.
    """


@command.command("add")
@click.argument("name")
@click.option("--role", type=_ROLES, default=Role.USER.value, show_default=True, help="What they may do.")
@click.option("--no-password", is_flag=True, help="Let them in with API keys only.")
@password_option
def add(*, name: str, role: str, no_password: bool, password_stdin: bool) -> None:
    """Add a user called NAME."""
    container = service()
    password = None if no_password else read_password(from_stdin=password_stdin)
    user = container.users().add(name, password=password, role=Role(role))
    note(container, "user.created", user.id, user.role.value)
    click.echo(f"added {user.name} ({user.role.value}) as {user.id}")


@command.command("list")
@json_option
def list_users(*, as_json: bool) -> None:
    """List all users."""
    users = service().account_repository().list_users()
    show(map(_row, users), as_json=as_json, empty="There are no users: the service is open to this machine.")


@command.command("password")
@click.argument("name")
@password_option
def set_password(*, name: str, password_stdin: bool) -> None:
    """Give the user NAME another password; all their sessions end."""
    container = service()
    user = container.users().find(name)
    container.accounts().set_password(user.id, read_password(from_stdin=password_stdin))
    note(container, "password.changed", user.id)
    click.echo(f"changed the password of {user.name}")


@command.command("role")
@click.argument("name")
@click.argument("role", type=_ROLES)
def set_role(*, name: str, role: str) -> None:
    """Give the user NAME the role ROLE."""
    container = service()
    user = container.users().change(container.users().find(name).id, role=Role(role))
    note(container, "user.changed", user.id, user.role.value)
    click.echo(f"{user.name} is {user.role.value}")


@command.command("disable")
@click.argument("name")
def disable(*, name: str) -> None:
    """Lock the user NAME out, at once."""
    _set_active(name, active=False)


@command.command("enable")
@click.argument("name")
def enable(*, name: str) -> None:
    """Let the user NAME in again."""
    _set_active(name, active=True)


@command.command("delete")
@click.argument("name")
@yes_option
def delete(*, name: str, yes: bool) -> None:
    """Delete the user NAME with all recordings, transcripts, keys and webhooks."""
    container = service()
    user = container.users().find(name)
    usage = container.belongings().usage(user.id)
    confirm(f"Delete {user.name} with {usage.jobs} recordings for good?", yes=yes)
    count = container.users().delete(user.id)
    note(container, "user.deleted", user.id, f"{count} jobs")
    click.echo(f"deleted {user.name} with {count} recordings")


def _set_active(name: str, *, active: bool) -> None:
    container = service()
    user = container.users().change(container.users().find(name).id, active=active)
    word = "enabled" if active else "disabled"
    note(container, f"user.{word}", user.id)
    click.echo(f"{user.name} is {word}")


def _row(user: User) -> Row:
    return {
        "id": user.id,
        "name": user.name,
        "role": user.role.value,
        "active": user.active,
        "password": user.password_hash is not None,
        "created": user.created,
    }
