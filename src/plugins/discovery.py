"""Finding plugins: each entry point is loaded on its own, so that a broken one harms no other."""

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import entry_points

from exact_transcription import __version__
from exact_transcription.plugins.hookspecs import ENTRY_POINT_GROUP

_BUILT_IN_PACKAGES = ("exporters", "importers")
_DISTRIBUTION = "exact-transcription"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlugin:
    """A plugin before it is loaded.

    Attributes:
        name: its entry point's name; built-in ones are called `exporters.srt`, `importers.rttm` and so on.
        load: imports it and gives the object with its hook implementations.
        distribution: the package that brings it.
        version: of that package.
        built_in: whether it is one of ours.
    """

    name: str
    load: Callable[[], object]
    distribution: str
    version: str
    built_in: bool

    @property
    def origin(self) -> str:
        """How messages call it."""
        return f"{self.name} ({self.distribution} {self.version})"


def built_in_plugins() -> Iterator[FoundPlugin]:
    """One plugin a file in `exporters` and `importers`, sorted; files that start with `_` are helpers."""
    for package in _BUILT_IN_PACKAGES:
        module = import_module(f"exact_transcription.plugins.{package}")
        for info in sorted(pkgutil.iter_modules(module.__path__), key=lambda info: info.name):
            if info.name.startswith("_"):
                continue
            yield FoundPlugin(
                name=f"{package}.{info.name}",
                load=partial(import_module, f"{module.__name__}.{info.name}"),
                distribution=_DISTRIBUTION,
                version=__version__,
                built_in=True,
            )


def installed_plugins() -> Iterator[FoundPlugin]:
    """The plugins of all installed packages, sorted by package and name."""
    found = []
    for entry_point in entry_points(group=ENTRY_POINT_GROUP):
        distribution = entry_point.dist
        found.append(
            FoundPlugin(
                name=entry_point.name,
                load=entry_point.load,
                distribution=distribution.name if distribution else "unknown",
                version=distribution.version if distribution else "unknown",
                built_in=False,
            )
        )
    yield from sorted(found, key=lambda plugin: (plugin.distribution, plugin.name))
