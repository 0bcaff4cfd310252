"""Addresses of OpenAI's API that are not served here."""

from flask import Blueprint, Response, request

from exact_transcription.entrypoints.http.openai.errors import answer_errors, openai_error

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

unknown = Blueprint("openai_unknown", __name__, url_prefix="/v1")
answer_errors(unknown)


@unknown.route("/<path:rest>", methods=_METHODS)
def unknown_address(rest: str) -> Response:
    """Say so in the form that clients read."""
    message = f"Unknown request URL: {request.method} /v1/{rest}. Only transcription is served here."
    return openai_error(404, message, code="unknown_url")
