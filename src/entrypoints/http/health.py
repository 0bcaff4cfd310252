"""`/healthz`: the process is alive. `/readyz`: everything that it needs answers."""

import threading
from collections.abc import Callable, Mapping

import structlog
from flask import Blueprint, Response, jsonify

from exact_transcription.container import Container
from exact_transcription.core.domain.errors import ExactTranscriptionError
from exact_transcription.core.ports.clock import Clock
from exact_transcription.entrypoints.http.identity import unguarded

_FRESH = 2.0
"""Seconds for which what was found out is told again: anybody may ask, and the blob store is written to."""

_log = structlog.get_logger("exact_transcription.health")


class Readiness:
    """Asks the database, the blob store and the queue whether they answer."""

    def __init__(self, parts: Mapping[str, Callable[[], object]], clock: Clock) -> None:
        """Each of `parts` raises when it does not answer."""
        self._parts, self._clock = parts, clock
        self._lock = threading.Lock()
        self._found: dict[str, str] = {}
        self._looked = float("-inf")

    def states(self) -> Mapping[str, str]:
        """`ok` or the code of an error for every part."""
        with self._lock:
            if self._clock.monotonic() - self._looked >= _FRESH:
                self._found = {name: _state(name, check) for name, check in self._parts.items()}
                self._looked = self._clock.monotonic()
            return self._found


def health_of(container: Container) -> Blueprint:
    """Both views; they need nobody to sign in and tell nothing that would be of use to an attacker."""
    blueprint = Blueprint("health", __name__)
    readiness = Readiness(
        {
            "database": lambda: container.jobs().check(),
            "blobs": lambda: container.blobs().check(),
            "queue": lambda: container.queue().depth(),
        },
        container.clock(),
    )

    @blueprint.get("/healthz")
    @unguarded
    def alive() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @blueprint.get("/readyz")
    @unguarded
    def ready() -> tuple[Response, int]:
        states = readiness.states()
        good = all(state == "ok" for state in states.values())
        return jsonify(status="ready" if good else "not ready", parts=states), 200 if good else 503

    return blueprint


def _state(name: str, check: Callable[[], object]) -> str:
    try:
        check()
    except ExactTranscriptionError as error:
        _log.warning("part_not_ready", part=name, code=error.code, reason=error.message)
        return error.code
    return "ok"
