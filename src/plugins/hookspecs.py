"""The hooks that a plugin may implement.

Hooks are never removed or given other arguments within a major version; what is added says since when.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

if TYPE_CHECKING:
    from exact_transcription.plugins.exporter import Exporter
    from exact_transcription.plugins.importer import Importer

PROJECT = "exact_transcription"
"""What pluggy calls the project; markers of plugins and specifications have to agree on it."""

ENTRY_POINT_GROUP = "exact_transcription.plugins"
"""The group of entry points that plugins are named in."""

_Function = TypeVar("_Function", bound=Callable[..., Any])


def hookimpl(function: _Function) -> _Function:
    """Mark a function of a plugin as the implementation of the hook that has its name."""
    return pluggy.HookimplMarker(PROJECT)(function)


hookspec = pluggy.HookspecMarker(PROJECT)


@hookspec
def exact_transcription_exporters() -> Iterable["Exporter[Any]"]:  # type: ignore[empty-body]
    """Give the formats that this plugin writes, one object each.

    Called once, when formats are first listed or used. It must be quick: import what a format needs in its
    `write`, not at the top of the module. Where two plugins give formats of one name, a built-in one is kept
    and among others none is, until all but one of the plugins are blocked.

    Since 0.1.0.
    """


@hookspec
def exact_transcription_importers() -> Iterable["Importer[Any]"]:  # type: ignore[empty-body]
    """Give the formats that this plugin reads, one object each.

    Called once and under the same rules as `exact_transcription_exporters`.

    Since 0.1.0.
    """
