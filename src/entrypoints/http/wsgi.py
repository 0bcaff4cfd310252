"""The application for gunicorn.

    gunicorn --config python:exact_transcription.entrypoints.http.serving \
        exact_transcription.entrypoints.http.wsgi:app

Which address gunicorn listens on is not known here, only what the settings say; where they say nothing, it
could be any.
"""

import sys

from exact_transcription.core.domain.errors import ExactTranscriptionError
from exact_transcription.entrypoints.cli.setup import container_for
from exact_transcription.entrypoints.http.app import create_app
from exact_transcription.entrypoints.http.draining import on_stop
from exact_transcription.entrypoints.opening import open_service

_GUNICORN_GIVES_UP = 4
"""Gunicorn's APP_LOAD_ERROR: with any other exit code it starts another process again and again."""

container = container_for()
try:
    settings = container.settings()
    open_service(container, local=settings.local_only and "host" in settings.model_fields_set)
    app = create_app(container)
except ExactTranscriptionError as error:
    sys.stderr.write(f"error: {error}\n")
    sys.exit(_GUNICORN_GIVES_UP)
on_stop(lambda: container.events().close())
