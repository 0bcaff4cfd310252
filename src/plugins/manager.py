"""All plugins together: writes and reads transcripts in every format that is installed."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO, TypeVar, cast

from exact_transcription.core.domain.errors import InvalidRequestError, PluginError, UnknownFormatError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.format_description import FormatDescription
from exact_transcription.plugins.catalogue import Catalogue, Offer, PluginProblem, Shelf, build_catalogue
from exact_transcription.plugins.discovery import FoundPlugin, built_in_plugins, installed_plugins
from exact_transcription.plugins.guarded_stream import GuardedStream
from exact_transcription.plugins.options import parse_options
from exact_transcription.plugins.time_limit import within_time_limit

T = TypeVar("T")
_HINT = "Other formats are not affected. Tell its authors, or block the plugin."


class PluginManager:
    """Implements the ports `TranscriptWriter` and `TranscriptReader`.

    Nothing is loaded before the first question is asked. Safe to use from several threads.
    """

    def __init__(
        self,
        *,
        blocked: Iterable[str] = (),
        strict: bool = False,
        time_limit: float | None = 120.0,
        plugins: Callable[[], Iterable[FoundPlugin]] | None = None,
    ) -> None:
        """Remember where plugins come from.

        Args:
            blocked: names of plugins that are never loaded, e.g. `exporters.srt` or `lrc`.
            strict: let the first question fail if anything is wrong with any plugin, instead of reporting it.
            time_limit: seconds after which a plugin that writes or reads is given up; None for no limit.
            plugins: finds the plugins; the built-in and the installed ones unless given.
        """
        self._blocked = frozenset(blocked)
        self._strict = strict
        self._time_limit = time_limit
        self._find = plugins or (lambda: chain(built_in_plugins(), installed_plugins()))
        self._lock = threading.Lock()
        self._loaded: Catalogue | None = None

    @property
    def plugins(self) -> tuple[FoundPlugin, ...]:
        """All plugins that were loaded."""
        return tuple(self._catalogue.plugins)

    @property
    def problems(self) -> tuple[PluginProblem, ...]:
        """What is wrong with plugins: one sentence each, which names the plugin."""
        return tuple(self._catalogue.problems)

    def formats(self) -> Sequence[str]:
        """Names of all formats that can be written, sorted."""
        return sorted(self._catalogue.exporters.offers)

    def readable_formats(self) -> Sequence[str]:
        """Names of all formats that can be read, sorted."""
        return sorted(self._catalogue.importers.offers)

    def describe(self, name: str) -> FormatDescription:
        """What a format is and which options it has."""
        return _offer(self._catalogue.exporters, name).description

    def describe_readable(self, name: str) -> FormatDescription:
        """What a readable format is and which options its importer has."""
        return _offer(self._catalogue.importers, name).description

    def extension_of(self, name: str) -> str:
        """File extension of a format with its dot."""
        return self.describe(name).extensions[0]

    def check_options(self, name: str, options: Mapping[str, object]) -> None:
        """Check options before any work is done."""
        offer = _offer(self._catalogue.exporters, name)
        parse_options(offer.plugged.options, options, owner=f"the format {name!r}")

    def write(
        self, name: str, transcript: Transcript, stream: BinaryIO, options: Mapping[str, object]
    ) -> None:
        """Write a transcript; whatever the plugin does wrong becomes a PluginError that names it."""
        offer = _offer(self._catalogue.exporters, name)
        parsed = parse_options(offer.plugged.options, options, owner=f"the format {name!r}")
        guard = GuardedStream(stream)
        try:
            self._run(
                offer, "write", lambda: offer.plugged.write(transcript, cast("BinaryIO", guard), parsed)
            )
        except PluginError:
            if guard.failure is not None:
                raise guard.failure from None
            raise
        finally:
            guard.revoke()
        if not guard.written and any(segment.words for segment in transcript.segments):
            raise PluginError(f"The plugin {offer.plugin.origin} wrote nothing as {name!r}.", hint=_HINT)

    def recognize_format(self, file_name: str, head: bytes) -> str:
        """The readable format of a file, from its name and its first bytes."""
        for name, offer in sorted(self._catalogue.importers.offers.items()):
            try:
                if offer.plugged.recognizes(file_name, head):
                    return name
            except Exception:  # noqa: BLE001, S112 - a plugin that cannot even tell does not get the file
                continue
        raise UnknownFormatError(
            f"The format of {file_name!r} is not one that can be read.",
            hint=f"Name it yourself: {', '.join(self.readable_formats())}.",
        )

    def read(self, name: str, stream: BinaryIO, options: Mapping[str, object]) -> Transcript:
        """Read a transcript; whatever the plugin does wrong becomes a PluginError that names it."""
        offer = _offer(self._catalogue.importers, name)
        parsed = parse_options(offer.plugged.options, options, owner=f"the importer {name!r}")
        result = self._run(offer, "read", lambda: offer.plugged.read(stream, parsed))
        if not isinstance(result, Transcript):
            raise PluginError(f"The plugin {offer.plugin.origin} read no transcript.", hint=_HINT)
        return result

    @property
    def _catalogue(self) -> Catalogue:
        with self._lock:
            if self._loaded is None:
                catalogue = build_catalogue(self._find(), self._blocked)
                if self._strict and catalogue.problems:
                    raise PluginError("\n".join(problem.message for problem in catalogue.problems))
                self._loaded = catalogue
            return self._loaded

    def _run(self, offer: Offer[Any], what: str, function: Callable[[], T]) -> T:
        failed = f"The plugin {offer.plugin.origin} failed to {what} the format {offer.description.name!r}"
        try:
            return within_time_limit(function, self._time_limit, name=f"plugin-{offer.plugin.name}")
        except InvalidRequestError:
            raise
        except (Exception, SystemExit) as error:
            raise PluginError(f"{failed}: {type(error).__name__}: {error}.", hint=_HINT) from error


def _offer(shelf: Shelf[T], name: str) -> Offer[T]:
    if name in shelf.disputed:
        raise PluginError(shelf.disputed[name])
    if name not in shelf.offers:
        raise UnknownFormatError(
            f"There is no format {name!r}.", hint=f"Known formats: {', '.join(sorted(shelf.offers))}."
        )
    return shelf.offers[name]
