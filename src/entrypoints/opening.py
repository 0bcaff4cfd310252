"""What happens before the web service answers anybody."""

import structlog

from exact_transcription.container import Container
from exact_transcription.core.domain.errors import InvalidRequestError

_log = structlog.get_logger("exact_transcription.opening")


def open_service(container: Container, *, local: bool) -> None:
    """Bring the database up to date, make the first administrator if the settings name a password.

    Args:
        container: of the service.
        local: whether only this machine will reach it.

    Raises:
        InvalidRequestError: other machines could use the service without anybody being asked who they are.
    """
    settings = container.settings()
    container.prepare()
    password = settings.admin_password.get_secret_value() if settings.admin_password else ""
    if password:
        user = container.users().add_first(password)
        if user is not None:
            _log.info("first_administrator_added", user=user.id)
    if local or settings.allow_remote or container.account_repository().any_users():
        return
    raise InvalidRequestError(
        f"Other machines may reach the service (it listens on {settings.host}), and there are no accounts: "
        "whoever reaches it would read and delete everything.",
        hint="Add an administrator (`exact-transcription users add NAME --role admin`, or the setting "
        "EXACT_ADMIN_PASSWORD), or give --allow-remote (EXACT_ALLOW_REMOTE=true) if only people you trust "
        "can reach it.",
    )
