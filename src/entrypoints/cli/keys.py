"""`exact-transcription keys`: keys for programs."""

from datetime import timedelta

import click

from exact_transcription.core.domain.api_key import ApiKey, Scope
from exact_transcription.entrypoints.cli.administration import json_option, note, service
from exact_transcription.entrypoints.cli.tables import Row, print_json, show


@click.group("keys")
def command() -> None:
    """Issue, list and revoke API keys."""


@command.command("issue")
@click.argument("user")
@click.option("--name", default="key", metavar="TEXT", help="What to call it.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    default=(Scope.READ.value,),
    show_default=True,
    help="What it allows, within what the user may do; may be repeated.",
)
@click.option("--days", type=click.FloatRange(min=0, min_open=True), help="Valid that long. [for ever]")
@json_option
def issue(*, user: str, name: str, scopes: tuple[str, ...], days: float | None, as_json: bool) -> None:
    """Make a key for USER and print it: it is not shown again."""
    container = service()
    owner = container.users().find(user)
    expires = None if days is None else container.clock().now() + timedelta(days=days)
    issued = container.accounts().issue_key(
        owner.id, name=name, scopes=frozenset(map(Scope, scopes)), expires=expires
    )
    note(container, "key.created", issued.key.id, ",".join(sorted(scopes)))
    if as_json:
        print_json({**_row(issued.key, owner.name), "token": issued.token})
        return
    click.echo("Keep it now; it is not shown again.", err=True)
    click.echo(issued.token)


@command.command("list")
@click.argument("user", required=False)
@json_option
def list_keys(*, user: str | None, as_json: bool) -> None:
    """List the keys of USER, or of everybody."""
    container = service()
    users = [container.users().find(user)] if user else container.account_repository().list_users()
    rows = [
        _row(key, each.name) for each in users for key in container.account_repository().list_keys(each.id)
    ]
    show(rows, as_json=as_json, empty="There are no keys.")


@command.command("revoke")
@click.argument("key_id", metavar="ID")
def revoke(*, key_id: str) -> None:
    """Make the key ID (the part between the underscores) void for ever."""
    container = service()
    key = container.accounts().revoke_key(key_id)
    note(container, "key.revoked", key.id)
    click.echo(f"revoked {key.id}")


def _row(key: ApiKey, user: str) -> Row:
    return {
        "id": key.id,
        "user": user,
        "name": key.name,
        "scopes": sorted(scope.value for scope in key.scopes),
        "created": key.created,
        "expires": key.expires,
        "last_used": key.last_used,
        "revoked": key.revoked,
    }
