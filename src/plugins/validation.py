"""Checking what a plugin hands over before anything relies on it."""

import re
from typing import Any

from exact_transcription.core.ports.format_description import FormatDescription
from exact_transcription.plugins.exporter import Exporter
from exact_transcription.plugins.importer import Importer
from exact_transcription.plugins.options import Options, describe_options

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EXTENSION = re.compile(r"(\.[a-zA-Z0-9_-]+)+")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")


def describe_exporter(exporter: object, *, plugin: str) -> FormatDescription:
    """Check an exporter's attributes and describe it.

    Raises:
        TypeError: it is not an exporter, or an attribute is missing or malformed.
    """
    if not isinstance(exporter, Exporter):
        raise TypeError(f"expected an Exporter, got {exporter!r}")
    return _describe(exporter, (_text(exporter, "extension", _EXTENSION),), plugin)


def describe_importer(importer: object, *, plugin: str) -> FormatDescription:
    """Check an importer's attributes and describe it.

    Raises:
        TypeError: it is not an importer, or an attribute is missing or malformed.
    """
    if not isinstance(importer, Importer):
        raise TypeError(f"expected an Importer, got {importer!r}")
    extensions = getattr(importer, "extensions", ())
    if not isinstance(extensions, tuple) or not extensions:
        raise TypeError(f"extensions must be a tuple such as ('.srt',); got {extensions!r}")
    for extension in extensions:
        if not isinstance(extension, str) or not _EXTENSION.fullmatch(extension):
            raise TypeError(f"an extension looks like '.srt'; got {extension!r}")
    return _describe(importer, extensions, plugin)


def _describe(
    plugged: Exporter[Any] | Importer[Any], extensions: tuple[str, ...], plugin: str
) -> FormatDescription:
    options = getattr(plugged, "options", None)
    if not isinstance(options, type) or not issubclass(options, Options):
        raise TypeError(f"options must be a subclass of Options; got {options!r}")
    if options.model_config.get("extra") != "forbid":
        raise TypeError("options must forbid unknown names (extra='forbid')")
    return FormatDescription(
        name=_text(plugged, "name", _NAME),
        title=_text(plugged, "title"),
        description=_text(plugged, "description"),
        extensions=extensions,
        media_type=_text(plugged, "media_type", _MEDIA_TYPE),
        options=describe_options(options),
        plugin=plugin,
    )


def _text(plugged: object, attribute: str, pattern: re.Pattern[str] | None = None) -> str:
    value = getattr(plugged, attribute, None)
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{attribute} must be a text; got {value!r}")
    if pattern is not None and not pattern.fullmatch(value):
        raise TypeError(f"{attribute} is malformed: {value!r}")
    return value
