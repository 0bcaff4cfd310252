"""One line in the log and one count for every request, and an id by which to find it."""

import re
import time

import structlog
from flask import Flask, Response, g, request

from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.usecases.accounts import Identity
from exact_transcription.entrypoints.http.limits import UNLIMITED
from exact_transcription.entrypoints.metrics import Metrics

HEADER = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")

_log = structlog.get_logger("exact_transcription.http")


def observe(app: Flask, metrics: Metrics) -> None:
    """Watch every request to `app`. What is told names routes, not addresses, for those can hold names."""

    @app.before_request
    def _begin() -> None:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _ID.fullmatch(given) else new_id()
        g.began = time.monotonic()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def _end(response: Response) -> Response:
        response.headers[HEADER] = g.request_id
        route = request.url_rule.rule if request.url_rule else "none"
        metrics.request(
            method=request.method,
            route=route,
            status=response.status_code,
            seconds=time.monotonic() - g.began,
        )
        facts = _facts(response, route)
        began, level = g.began, "debug" if request.endpoint in UNLIMITED else "info"

        @response.call_on_close
        def _tell() -> None:
            getattr(_log, level)("request", **facts, seconds=round(time.monotonic() - began, 4))

        return response


def _facts(response: Response, route: str) -> dict[str, object]:
    who: Identity | None = g.get("identity")
    return {
        "method": request.method,
        "route": route,
        "status": response.status_code,
        "user": who.user.id if who else None,
        "key": who.key.id if who and who.key else None,
        **({"job_id": job_id} if (job_id := (request.view_args or {}).get("job_id")) else {}),
        "received": request.content_length,
        "sent": response.content_length,
    }
