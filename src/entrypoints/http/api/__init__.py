"""The JSON API under `/api/v1`. How to add a resource is told in `resource.py`."""

from flask import Blueprint
from flask_openapi3.openapi import OpenAPI

from exact_transcription.entrypoints.http.api.alike_turns import alike
from exact_transcription.entrypoints.http.api.audio import audio
from exact_transcription.entrypoints.http.api.description import DOCUMENTATION
from exact_transcription.entrypoints.http.api.events import events
from exact_transcription.entrypoints.http.api.exports import exports
from exact_transcription.entrypoints.http.api.formats import formats
from exact_transcription.entrypoints.http.api.ids import IdConverter, KeyIdConverter
from exact_transcription.entrypoints.http.api.keys import keys
from exact_transcription.entrypoints.http.api.me import me
from exact_transcription.entrypoints.http.api.operation import operation
from exact_transcription.entrypoints.http.api.realignment import realignment
from exact_transcription.entrypoints.http.api.resource import Resource
from exact_transcription.entrypoints.http.api.transcript_edits import edits
from exact_transcription.entrypoints.http.api.transcription_changes import changes
from exact_transcription.entrypoints.http.api.transcriptions import transcriptions
from exact_transcription.entrypoints.http.api.transcripts import transcripts
from exact_transcription.entrypoints.http.api.uploads import uploads
from exact_transcription.entrypoints.http.api.users import users
from exact_transcription.entrypoints.http.api.webhooks import webhooks

RESOURCES: tuple[Resource, ...] = (
    transcriptions,
    changes,
    events,
    transcripts,
    edits,
    realignment,
    alike,
    exports,
    formats,
    audio,
    uploads,
    webhooks,
    me,
    keys,
    users,
    operation,
)
"""In the order in which the reference shows them."""

UNDESCRIBED: tuple[Blueprint, ...] = (DOCUMENTATION,)
"""What is served beside the described operations."""


def add_api(app: OpenAPI) -> None:
    """Serve all resources from `app`."""
    app.url_map.converters |= {"id": IdConverter, "key": KeyIdConverter}
    for resource in RESOURCES:
        app.register_api(resource.blueprint)
    for blueprint in UNDESCRIBED:
        app.register_blueprint(blueprint)
