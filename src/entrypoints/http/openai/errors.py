"""Errors as OpenAI tells them: `{"error": {"message", "type", "param", "code"}}`."""

from http import HTTPStatus

import structlog
from flask import Blueprint, Response, jsonify, make_response
from pydantic import BaseModel, Field
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from exact_transcription.core.domain.errors import ExactTranscriptionError, NotSignedInError
from exact_transcription.core.domain.job import JobFailure
from exact_transcription.entrypoints.http.errors import status_of
from exact_transcription.entrypoints.http.problems import InvalidFieldsError

_OURS = 500
_TOO_MANY = 429

_MISTAKES = ("media", "invalid_", "unknown_", "limit_exceeded")
"""What the codes of failures begin with that are the client's to mend."""

_CODES = {
    401: "invalid_api_key",
    403: "insufficient_permissions",
    413: "file_too_large",
    415: "unsupported_content_type",
    429: "rate_limit_exceeded",
}

_log = structlog.get_logger("exact_transcription.http")


class ErrorDetail(BaseModel):
    """What is wrong."""

    message: str = Field(description="A sentence or two for people.")
    type: str = Field(description="`invalid_request_error`, `rate_limit_error` or `server_error`.")
    param: str | None = Field(description="The parameter that is wrong.")
    code: str | None = Field(description="Stable, for programs.")


class ErrorAnswer(BaseModel):
    """An error as OpenAI's API tells it."""

    error: ErrorDetail


class OpenAiError(Exception):
    """An error that is told as it is here."""

    def __init__(self, status: int, message: str, *, code: str, param: str | None = None) -> None:
        """Tell `message` with `status`."""
        super().__init__(message)
        self.status, self.message, self.code, self.param = status, message, code, param


def failure_error(failure: JobFailure | None) -> OpenAiError:
    """Why a job failed, for the client that waits for it."""
    if failure is None:
        return OpenAiError(409, "The job was cancelled while it was worked on.", code="cancelled")
    status = 400 if failure.code.startswith(_MISTAKES) else _OURS
    param = "file" if failure.code.startswith("media") else None
    message = f"{failure.message} {failure.hint}".strip()
    return OpenAiError(status, message, code=failure.code, param=param)


def error_detail(error: Exception) -> tuple[int, ErrorDetail]:
    """Status and body for whatever a view raises."""
    match error:
        case OpenAiError():
            return error.status, _detail(error.status, error.message, error.code, error.param)
        case HTTPException():
            return _http_detail(error)
        case NotSignedInError():
            hint = "Send an API key of this service: Authorization: Bearer et_…"
            return 401, _detail(401, f"Incorrect API key provided. {hint}", "", None)
        case ExactTranscriptionError() if status_of(error) != _OURS:
            status = status_of(error)
            return status, _detail(status, str(error), error.code, None)
    _log.error("request_failed", endpoint="openai", exc_info=error)
    # Details are for the log: they may name files and tables.
    return _OURS, _detail(_OURS, "Something went wrong here; the log says what.", "internal", None)


def _http_detail(error: HTTPException) -> tuple[int, ErrorDetail]:
    status = error.code or _OURS
    if isinstance(error, InvalidFieldsError):
        first = error.fields[0]
        name = first.field.partition(".")[2].partition(".")[0]
        code = "missing_required_parameter" if first.code == "missing" else "invalid_value"
        return 400, _detail(400, f"Invalid value for {name!r}: {first.message}.", code, name)
    if isinstance(error, RequestEntityTooLarge):
        return status, _detail(status, "The recording is too large for this service.", "", "file")
    return status, _detail(status, error.description or error.name, "", None)


def openai_error(status: int, message: str, *, code: str = "", param: str | None = None) -> Response:
    """An answer that tells of an error."""
    return _answer(status, _detail(status, message, code, param))


def answer_errors(blueprint: Blueprint) -> None:
    """Tell of everything that goes wrong in a request to `blueprint`."""

    @blueprint.errorhandler(Exception)
    def _any(error: Exception) -> Response:
        if isinstance(error, HTTPException) and error.response is not None:
            return make_response(error.response)
        answer = _answer(*error_detail(error))
        if isinstance(error, HTTPException):
            answer.headers.extend(
                (name, value) for name, value in error.get_headers() if name == "Retry-After"
            )
        return answer


def _answer(status: int, detail: ErrorDetail) -> Response:
    answer = jsonify(ErrorAnswer(error=detail).model_dump(mode="json"))
    answer.status_code = status
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if status in {HTTPStatus.CONFLICT, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.GATEWAY_TIMEOUT}:
        # OpenAI's clients would hand the same recording in again by themselves, to fail again.
        answer.headers["x-should-retry"] = "false"
    return answer


def _detail(status: int, message: str, code: str, param: str | None) -> ErrorDetail:
    kind = "invalid_request_error" if status < _OURS else "server_error"
    if status == _TOO_MANY:
        kind = "rate_limit_error"
    return ErrorDetail(message=message, type=kind, param=param, code=code or _CODES.get(status))
