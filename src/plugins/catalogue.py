"""Everything that the installed plugins offer, and what is wrong with them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

import pluggy

from exact_transcription.core.ports.format_description import FormatDescription
from exact_transcription.plugins import hookspecs
from exact_transcription.plugins.discovery import FoundPlugin
from exact_transcription.plugins.exporter import Exporter
from exact_transcription.plugins.importer import Importer
from exact_transcription.plugins.validation import describe_exporter, describe_importer

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginProblem:
    """Something wrong with one plugin, which is left out as far as needed.

    Attributes:
        plugin: its name.
        message: a sentence that names the plugin.
    """

    plugin: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Generic[T]):
    """A format that a plugin offers."""

    plugged: T
    description: FormatDescription
    plugin: FoundPlugin


@dataclass(slots=True)
class Shelf(Generic[T]):
    """The formats of one direction, writing or reading, by name.

    Attributes:
        offers: those that can be used.
        disputed: names that several plugins offer and none gets, with the sentence that says so.
    """

    offers: dict[str, Offer[T]] = field(default_factory=dict)
    disputed: dict[str, str] = field(default_factory=dict)

    def add(self, offer: Offer[T]) -> str | None:
        """Add a format; a sentence comes back where its name is taken."""
        name = offer.description.name
        other = self.offers.get(name)
        if other is None and name not in self.disputed:
            self.offers[name] = offer
            return None
        owner = f"{other.plugin.origin}" if other else "several other plugins"
        message = f"The format {name!r} is offered by {owner} and by {offer.plugin.origin}"
        if other is None:
            return f"{message}; none is used until all but one are blocked."
        if other.plugin.built_in:
            return f"{message}; the first is kept."
        self.disputed[name] = f"{message}; none is used until all but one are blocked."
        del self.offers[name]
        return self.disputed[name]


@dataclass(slots=True)
class Catalogue:
    """What was found.

    Attributes:
        exporters: the formats that can be written.
        importers: the formats that can be read.
        plugins: all that were loaded, in the order of loading.
        problems: all that is wrong.
    """

    exporters: Shelf[Exporter[Any]] = field(default_factory=Shelf)
    importers: Shelf[Importer[Any]] = field(default_factory=Shelf)
    plugins: list[FoundPlugin] = field(default_factory=list)
    problems: list[PluginProblem] = field(default_factory=list)


def build_catalogue(found: Iterable[FoundPlugin], blocked: frozenset[str]) -> Catalogue:
    """Load every plugin that is not blocked; what fails is left out and reported."""
    pluggy_manager = pluggy.PluginManager(hookspecs.PROJECT)
    pluggy_manager.add_hookspecs(hookspecs)
    catalogue = Catalogue()
    names: dict[str, FoundPlugin] = {}
    for plugin in found:
        if plugin.name in blocked:
            continue
        if (other := names.setdefault(plugin.name, plugin)) is not plugin:
            message = (
                f"Two plugins have the name {plugin.name!r}: {other.origin} is used, {plugin.origin} is not."
            )
            catalogue.problems.append(PluginProblem(plugin=plugin.name, message=message))
            continue
        try:
            _register(pluggy_manager, plugin)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, it must not harm the others
            catalogue.problems.append(_failed(plugin, "could not be loaded", error))
            continue
        catalogue.plugins.append(plugin)
        _collect(pluggy_manager, plugin, catalogue)
    return catalogue


def _register(pluggy_manager: pluggy.PluginManager, plugin: FoundPlugin) -> None:
    registered = plugin.load()
    pluggy_manager.register(registered, name=plugin.name)
    if not pluggy_manager.get_hookcallers(registered):
        raise TypeError("it implements no hook; is @hookimpl missing?")
    try:
        pluggy_manager.check_pending()
    except pluggy.PluginValidationError:
        pluggy_manager.unregister(name=plugin.name)
        raise


def _collect(pluggy_manager: pluggy.PluginManager, plugin: FoundPlugin, catalogue: Catalogue) -> None:
    def collect(hook: pluggy.HookCaller, shelf: Shelf[T], describe: Callable[..., FormatDescription]) -> None:
        for plugged in _call(hook, plugin, catalogue.problems):
            try:
                description = describe(plugged, plugin=plugin.name)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - properties of a plugin may raise anything
                catalogue.problems.append(_failed(plugin, "offers a format that cannot be used", error))
                continue
            message = shelf.add(Offer(plugged=plugged, description=description, plugin=plugin))
            if message:
                catalogue.problems.append(PluginProblem(plugin=plugin.name, message=message))

    collect(pluggy_manager.hook.exact_transcription_exporters, catalogue.exporters, describe_exporter)
    collect(pluggy_manager.hook.exact_transcription_importers, catalogue.importers, describe_importer)


def _call(hook: pluggy.HookCaller, plugin: FoundPlugin, problems: list[PluginProblem]) -> Sequence[Any]:
    """Call only this plugin's implementation: a hook call over all would end at the first that raises."""
    try:
        return [
            plugged
            for implementation in hook.get_hookimpls()
            if implementation.plugin_name == plugin.name
            for plugged in cast("Iterable[Any]", implementation.function())
        ]
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, it must not harm the others
        problems.append(_failed(plugin, f"failed in {hook.name}", error))
        return []


def _failed(plugin: FoundPlugin, what: str, error: BaseException) -> PluginProblem:
    message = f"The plugin {plugin.origin} {what}: {type(error).__name__}: {error}"
    return PluginProblem(plugin=plugin.name, message=message)
