"""What commands for administrators have in common."""

import sys

import click

from exact_transcription.container import Container
from exact_transcription.core.domain.audit import COMMAND_LINE, AuditEvent
from exact_transcription.core.domain.errors import NotFoundError
from exact_transcription.entrypoints.cli.setup import container_for

json_option = click.option("--json", "as_json", is_flag=True, help="For programs.")
password_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input, one line."
)
yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


def service() -> Container:
    """The service's container, with a database that has the present schema."""
    container = container_for()
    container.prepare()
    return container


def note(container: Container, action: str, subject: str, detail: str = "") -> None:
    """Note in the audit log what the operator did."""
    container.audit().record(
        AuditEvent(
            at=container.clock().now(), actor=COMMAND_LINE, action=action, subject=subject, detail=detail
        )
    )


def read_password(*, from_stdin: bool) -> str:
    """A password from standard input, or asked for twice."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return password


def owner_of(container: Container, name: str | None) -> str | None:
    """Id of the user called `name`; a name that is an id, or `local`, stands for itself; None stays None.

    Raises:
        NotFoundError: there is no such user.
    """
    if name is None or name == "local":
        return name
    user = container.account_repository().find_user(name)
    if user is not None:
        return user.id
    try:
        return container.account_repository().get_user(name).id
    except NotFoundError as error:
        raise NotFoundError(f"There is no user {name!r}.", hint="`users list` shows all.") from error


def confirm(question: str, *, yes: bool) -> None:
    """Ask before something is gone for good.

    Raises:
        click.Abort: the answer is no.
    """
    if not yes:
        click.confirm(question, abort=True, err=True)
