"""A span for every request."""

from contextlib import ExitStack

import structlog
from flask import Flask, Response, g, request

from exact_transcription.core.ports.tracing import Span, SpanKind, Tracer

_HEADER = "traceparent"
_OURS = 500


def trace_requests(app: Flask, tracer: Tracer) -> None:
    """Trace the requests to `app`; register it after what begins the log of a request.

    A span holds no more of an address than its pattern and the id of a job: addresses may carry secrets.
    """

    @app.before_request
    def _begin() -> None:
        g.tracing = ExitStack()
        parent = request.headers.get(_HEADER, "")
        span = g.tracing.enter_context(tracer.span(_name(), parent=parent, kind=SpanKind.SERVER))
        g.span = span
        if span.context:
            # The line about the request is written when the answer was sent, and the span is over then.
            structlog.contextvars.bind_contextvars(trace_id=span.context.split("-")[1])
        span.note("http.request.method", request.method)
        span.note("http.route", _route())
        if job_id := _job_id():
            span.note("job.id", job_id)

    @app.after_request
    def _answered(response: Response) -> Response:
        span: Span | None = g.get("span")
        if span is not None:
            span.note("http.response.status_code", response.status_code)
            if response.status_code >= _OURS:
                span.failed(str(response.status_code))
        return response

    @app.teardown_request
    def _end(_error: BaseException | None) -> None:
        tracing: ExitStack | None = g.pop("tracing", None)
        if tracing is not None:
            tracing.close()


def _name() -> str:
    return f"{request.method} {_route()}"


def _route() -> str:
    return request.url_rule.rule if request.url_rule is not None else "unknown"


def _job_id() -> str | None:
    found = (request.view_args or {}).get("job_id")
    return str(found) if found else None
