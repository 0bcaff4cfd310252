"""Options of formats as they are typed: `-O line_width=37` for all, `-O srt.line_width=37` for one."""

from collections.abc import Iterable, Sequence

import click

from exact_transcription.core.ports.exporter import TranscriptWriter


def parse_format_options(
    writer: TranscriptWriter, formats: Sequence[str], given: Iterable[str]
) -> dict[str, dict[str, object]]:
    """Sort options by format and check them.

    An option without a format's name goes to every chosen format that knows it.

    Raises:
        click.UsageError: not of the form NAME=VALUE, or of a format that was not chosen.
        InvalidRequestError: there is no such format or option, or its value is wrong.
    """
    options: dict[str, dict[str, object]] = {name: {} for name in formats}
    known = {name: frozenset(option.name for option in writer.describe(name).options) for name in formats}
    for text in given:
        key, equals, value = text.partition("=")
        owner, dot, name = key.rpartition(".")
        name = name.replace("-", "_")
        if not equals or not name:
            raise click.UsageError(f"An option is written NAME=VALUE or FORMAT.NAME=VALUE; got {text!r}.")
        if dot and owner not in options:
            raise click.UsageError(f"The option {key} is for the format {owner}, which is not asked for.")
        takers = [owner] if dot else [each for each in formats if name in known[each]] or list(formats)
        for taker in takers:
            options[taker][name] = value
    for name, values in options.items():
        writer.check_options(name, values)
    return options
