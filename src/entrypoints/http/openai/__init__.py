"""The part of OpenAI's API that transcribes, under `/v1`, for programs that are made for it.

What is the same and what is not is told in docs/openai.md.
"""

from flask_openapi3.openapi import OpenAPI

from exact_transcription.entrypoints.http.openai import audio, models
from exact_transcription.entrypoints.http.openai.resource import openai_api
from exact_transcription.entrypoints.http.openai.slots import Slots
from exact_transcription.entrypoints.http.openai.unknown import unknown

__all__ = ["add_openai", "audio", "models"]


def add_openai(app: OpenAPI, *, waiting: int) -> None:
    """Serve it from `app`; `waiting` requests may wait for their transcripts at once."""
    Slots(waiting).provide(app)
    app.register_api(openai_api.blueprint)
    app.register_blueprint(unknown)
