"""Errors as `application/problem+json` (RFC 9457), for programs."""

from http import HTTPStatus

from flask import Response, jsonify
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import HTTPException, UnprocessableEntity

from exact_transcription.entrypoints.http.messages import said

MEDIA_TYPE = "application/problem+json"

_CODES = {
    400: "bad_request",
    401: "not_signed_in",
    403: "access_denied",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    409: "conflict",
    412: "precondition_failed",
    413: "request_too_large",
    415: "unsupported_media_type",
    416: "range_not_satisfiable",
    422: "invalid_fields",
    428: "precondition_required",
    429: "too_many_requests",
    500: "internal",
    503: "service_unavailable",
}


_TITLES = {460: "Checksum Mismatch"}
"""Statuses that protocols of others define."""


class FieldProblem(BaseModel):
    """What is wrong with one value of a request."""

    field: str = Field(description="Where it is, e.g. `body.options.beam_size` or `query.limit`.")
    code: str = Field(description="What kind of mistake it is; stable.")
    message: str = Field(description="One sentence for people.")


class Problem(BaseModel):
    """Why a request was not fulfilled, after RFC 9457."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="Where the code is explained.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="One sentence for people about this case.")
    code: str = Field(description="Stable, for programs.")
    hint: str | None = Field(default=None, description="What to do about it.")
    fields: list[FieldProblem] | None = Field(
        default=None, description="Which values of the request are wrong."
    )


class InvalidFieldsError(UnprocessableEntity):
    """Values of a request that its description does not allow."""

    def __init__(self, place: str, error: ValidationError) -> None:
        """Tell what `error` found in `place`: path, query, header, form or body."""
        super().__init__("The request has values that are not allowed.")
        self.fields = [
            FieldProblem(
                field=".".join(map(str, (place, *found["loc"]))), code=found["type"], message=found["msg"]
            )
            # What was sent is not said back: it may be large, or a secret.
            for found in error.errors(include_url=False, include_context=False, include_input=False)
        ]


def status_codes() -> list[tuple[str, str]]:
    """Codes of errors of HTTP itself that no error of the core has, with what each means."""
    told = {"bad_request", "method_not_allowed", "not_acceptable", "precondition_failed", "request_too_large"}
    told |= {"unsupported_media_type", "range_not_satisfiable", "invalid_fields", "precondition_required"}
    told |= {"too_many_requests"}
    return [(code, HTTPStatus(status).phrase) for status, code in _CODES.items() if code in told]


def problem(
    status: int, detail: str, *, code: str = "", hint: str = "", fields: list[FieldProblem] | None = None
) -> Response:
    """An answer that tells of a problem."""
    name = code or _CODES.get(status, "error")
    told = Problem(
        type=f"/api/v1/docs#{name}",
        title=_TITLES.get(status) or HTTPStatus(status).phrase,
        status=status,
        detail=said(detail),
        code=name,
        hint=said(hint) or None,
        fields=fields,
    )
    answer = jsonify(told.model_dump(mode="json", exclude_none=True))
    answer.status_code, answer.mimetype = status, MEDIA_TYPE
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def http_problem(error: HTTPException, *, hint: str = "") -> Response:
    """The answer to an error of HTTP itself, with the headers that belong to it."""
    fields = error.fields if isinstance(error, InvalidFieldsError) else None
    answer = problem(error.code or 500, error.description or error.name, hint=hint, fields=fields)
    for name, value in error.get_headers():
        if name != "Content-Type":
            answer.headers[name] = value
    return answer
