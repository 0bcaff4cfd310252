"""What every command does first: settings, logs, container."""

import click
from pydantic import ValidationError

from exact_transcription.container import Container
from exact_transcription.entrypoints.logs import configure_logs
from exact_transcription.settings import Settings


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment and `.env`; an override that is None is left to them.

    Raises:
        click.UsageError: a setting has a wrong value; the message names its variable.
    """
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        name = "_".join(str(part) for part in first["loc"])
        variable = name if name.isupper() else f"EXACT_{name.upper()}"
        raise click.UsageError(f"The setting {variable} is wrong: {first['msg']}.") from error


def container_for(**overrides: object) -> Container:
    """A container with the settings of this call."""
    settings = load_settings(**overrides)
    configure_logs(level=settings.log_level, style=settings.log_format, details=settings.log_details)
    container = Container()
    container.settings.override(settings)
    return container
