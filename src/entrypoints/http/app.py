"""The Flask application."""

from datetime import timedelta

from flask import Flask
from flask_openapi3.openapi import OpenAPI
from werkzeug.middleware.proxy_fix import ProxyFix

from exact_transcription.container import Container
from exact_transcription.entrypoints.http.api import add_api
from exact_transcription.entrypoints.http.api.description import new_app
from exact_transcription.entrypoints.http.errors import show_errors
from exact_transcription.entrypoints.http.gate import Gate
from exact_transcription.entrypoints.http.health import health_of
from exact_transcription.entrypoints.http.limits import Limits
from exact_transcription.entrypoints.http.metrics import metrics_of
from exact_transcription.entrypoints.http.observation import observe
from exact_transcription.entrypoints.http.openai import add_openai
from exact_transcription.entrypoints.http.pages import pages
from exact_transcription.entrypoints.http.presentation import present
from exact_transcription.entrypoints.http.secret import secret_key
from exact_transcription.entrypoints.http.security import check_host, protect
from exact_transcription.entrypoints.http.services import provide
from exact_transcription.entrypoints.http.sessions import keep_sessions
from exact_transcription.entrypoints.http.sign_in import sign_in_of
from exact_transcription.entrypoints.http.tracing import trace_requests
from exact_transcription.entrypoints.metrics import Metrics
from exact_transcription.settings import Settings

_FORM_BYTES = 1024**2
"""What the other fields of the upload form and the multipart format itself may take."""


def create_app(container: Container) -> OpenAPI:
    """An application on what `container` provides; the database's schema must be there already."""
    settings = container.settings()
    app = new_app(__name__)
    provide(app, container)
    app.config.update(
        SECRET_KEY=secret_key(settings),
        MAX_CONTENT_LENGTH=settings.max_file_bytes + _FORM_BYTES,
        SESSION_COOKIE_NAME="exact_session",
        SESSION_COOKIE_HTTPONLY=True,
        # A link from a message or another site must find its reader signed in; forms carry tokens.
        SESSION_COOKIE_SAMESITE="Lax",
    )
    _believe_proxies(app, settings.trusted_proxies)
    present(app)
    gate, limits, metrics = Gate(container), Limits(settings), Metrics()
    _check_requests(app, container, gate, limits, metrics)
    show_errors(app, max_bytes=settings.max_file_bytes)
    app.register_blueprint(pages(container))
    app.register_blueprint(sign_in_of(container, gate, limits))
    app.register_blueprint(health_of(container))
    app.register_blueprint(metrics_of(container, metrics))
    add_api(app)
    add_openai(app, waiting=settings.openai_waiting)
    return app


def _check_requests(app: Flask, container: Container, gate: Gate, limits: Limits, metrics: Metrics) -> None:
    """What happens to every request, in this order."""
    settings: Settings = container.settings()
    observe(app, metrics)
    trace_requests(app, container.tracer())
    keep_sessions(app, container.accounts(), lifetime=timedelta(hours=settings.session_hours))
    app.before_request(gate.look)
    limits.install(app)
    app.before_request(gate.require)
    check_host(app, host=settings.host, local=settings.local_only)
    protect(app)


def _believe_proxies(app: Flask, count: int) -> None:
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
