"""Errors as answers: problem+json for programs, a page that says what to do for people."""

import structlog
from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    RequestEntityTooLarge,
    TooManyRequests,
)

from exact_transcription.core.domain.errors import (
    AccessDeniedError,
    ChecksumMismatchError,
    ConflictError,
    ExactTranscriptionError,
    FetchError,
    InvalidRequestError,
    JobStateError,
    LimitExceededError,
    MediaError,
    ModelError,
    NotFoundError,
    NotSignedInError,
    ResourceExhaustedError,
    ServiceUnavailableError,
    TimedOutError,
    UnknownFormatError,
    UploadExpiredError,
)
from exact_transcription.entrypoints.http.identity import bearer_token
from exact_transcription.entrypoints.http.messages import said
from exact_transcription.entrypoints.http.problems import http_problem, problem
from exact_transcription.entrypoints.http.texts import Texts, request_language

STATUSES: tuple[tuple[type[ExactTranscriptionError], int], ...] = (
    (UploadExpiredError, 410),
    (NotFoundError, 404),
    (NotSignedInError, 401),
    (AccessDeniedError, 403),
    (JobStateError, 409),
    (ConflictError, 409),
    (LimitExceededError, 413),
    (ChecksumMismatchError, 460),  # so it is in the checksum extension of tus
    (UnknownFormatError, 404),
    (InvalidRequestError, 400),
    (FetchError, 422),
    (MediaError, 422),
    (ServiceUnavailableError, 503),
    (ModelError, 503),
    (TimedOutError, 504),
    (ResourceExhaustedError, 507),
)
"""The first class that fits gives the status; what is not in the table is our fault: 500."""

PROGRAM_PATHS = ("/api/", "/v1/")
"""Below these, programs are talked to, and they get problem+json."""

_OURS = 500

_log = structlog.get_logger("exact_transcription.http")


def status_of(error: ExactTranscriptionError) -> int:
    """The HTTP status of an error."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), _OURS)


def for_program() -> bool:
    """Whether the present request comes from a program rather than from a person's browser."""
    return request.path.startswith(PROGRAM_PATHS)


def show_errors(app: Flask, *, max_bytes: int) -> None:
    """Answer errors; `max_bytes` is the largest upload."""

    @app.errorhandler(ExactTranscriptionError)
    def _ours(error: ExactTranscriptionError) -> Response:
        status = status_of(error)
        if status == _OURS:
            return _unexpected(error)
        if for_program():
            return problem(status, error.message, code=error.code, hint=error.hint)
        return _to_sign_in(error) or _page(status, said(error.message), said(error.hint))

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        if error.response is not None:
            return make_response(error.response)
        hint = ""
        if isinstance(error, RequestEntityTooLarge):
            error.description = "The recordings are too large."
            hint = f"At most {max_bytes / 1024**2:.0f} MiB can be handed in at once."
        if isinstance(error, TooManyRequests):
            error.description, hint = "Too many requests.", "Wait a minute, then try again."
        if for_program():
            return http_problem(error, hint=hint)
        return _page(error.code or _OURS, *_about(error, hint))

    @app.errorhandler(Exception)
    def _unexpected(error: Exception) -> Response:
        _log.error("request_failed", endpoint=request.endpoint, method=request.method, exc_info=error)
        # Details are for the log: they may name files and tables.
        return _http(InternalServerError("Something went wrong here; the log says what."))


def _to_sign_in(error: ExactTranscriptionError) -> Response | None:
    """Where a person has to go who wanted a page and is not known yet."""
    if not isinstance(error, NotSignedInError) or request.method != "GET" or bearer_token():
        return None
    wanted = request.full_path.removesuffix("?")
    return make_response(redirect(url_for("sign_in.form", next=wanted), 303))


def _about(error: HTTPException, hint: str) -> tuple[str, str]:
    """What to tell people of an error of HTTP itself, and what they can do."""
    texts, place = Texts(request_language()), f"errors.http.{error.code}"
    if error.description == type(error).description and (what := texts.get(f"{place}.what", "")):
        return what, texts(f"{place}.hint")
    return said(error.description or error.name), said(hint)


def _page(status: int, message: str, hint: str) -> Response:
    page = render_template("error.html", status=status, message=message, hint=hint)
    return make_response(page, status)
