"""The OpenAPI description of the API, as a document and as a page."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template
from flask_openapi3.models.info import Info
from flask_openapi3.models.security_scheme import SecurityScheme
from flask_openapi3.openapi import OpenAPI

from exact_transcription import __version__
from exact_transcription.entrypoints.http.api.reference import (
    kind_of,
    operations,
    problem_codes,
    prose,
    schema_rows,
)
from exact_transcription.entrypoints.http.api.resource import API_PREFIX
from exact_transcription.entrypoints.http.identity import unguarded
from exact_transcription.entrypoints.http.problems import Problem, status_codes

_ABOUT = """Hand in recordings, follow them, read, correct and export their transcripts.

Errors are `application/problem+json` (RFC 9457) with a stable `code`. Times are ISO 8601 in UTC, places in a
recording are seconds. Lists come in pages: ask for the next one with the `next_cursor` of the last one.

Send an API key as `Authorization: Bearer et_…`. In a browser the session of who is signed in counts; requests
that change something then need the header `X-CSRF-Token` with the value of the page's
`<meta name="csrf-token">`. An installation without accounts on a machine of its own needs neither.
"""

_SCHEMES: dict[str, SecurityScheme | dict[str, Any]] = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "exact_session",
        "description": "The cookie of a browser whose user has signed in.",
    },
}

DOCUMENTATION = Blueprint("api_documentation", __name__, url_prefix=API_PREFIX)


def new_app(import_name: str) -> OpenAPI:
    """An application that describes the operations that are added to it."""
    app = OpenAPI(
        import_name,
        info=Info(title="Exact Transcription", version=__version__, description=_ABOUT),
        security_schemes=_SCHEMES,
        validation_error_model=Problem,
        doc_ui=False,
    )
    # The command prints the document; `exact-transcription` is this program's command line.
    app.cli.commands.clear()
    app.jinja_env.filters["prose"] = prose
    return app


@DOCUMENTATION.get("/openapi.json")
@unguarded
def openapi_document() -> Response:
    """The description for programs."""
    return jsonify(_document())


@DOCUMENTATION.get("/docs")
@unguarded
def reference() -> str:
    """The description for people."""
    return render_template(
        "api_reference.html",
        document=_document(),
        operations=operations,
        schema_rows=schema_rows,
        kind_of=kind_of,
        codes=[*status_codes(), *problem_codes()],
    )


def _document() -> dict[str, Any]:
    app = current_app
    if not isinstance(app, OpenAPI):
        raise TypeError(app)
    document: dict[str, Any] = app.api_doc
    return document
