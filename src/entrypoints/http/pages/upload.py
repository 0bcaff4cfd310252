"""Handing in recordings by a form."""

from collections.abc import Sequence
from typing import BinaryIO, cast

import structlog
from flask import Blueprint, redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.errors import ExactTranscriptionError
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from exact_transcription.entrypoints.http.errors import status_of
from exact_transcription.entrypoints.http.identity import needs, owner
from exact_transcription.entrypoints.http.messages import said
from exact_transcription.entrypoints.http.options import options_of
from exact_transcription.entrypoints.http.pages.listing import recordings_page
from exact_transcription.entrypoints.http.texts import Texts, request_language

_log = structlog.get_logger("exact_transcription.http")


def register(pages: Blueprint, container: Container) -> None:
    """Add the form to the pages."""

    @pages.get("/recordings/new")
    @needs(Scope.WRITE)
    def new() -> str:
        return recordings_page(container, add_open=True)

    @pages.post("/recordings")
    @needs(Scope.WRITE)
    def upload() -> Response | tuple[str, int]:
        files = [file for file in request.files.getlist("recordings") if file.filename]
        if not files:
            nothing = Texts(request_language())("upload.nothing")
            return recordings_page(container, add_open=True, problems=[("", nothing)]), 400
        taken, refused = _submit(container, files, options_of(request.form))
        if refused:
            problems = [
                (name, f"{said(error.message)} {said(error.hint)}".rstrip()) for name, error in refused
            ]
            page = recordings_page(container, add_open=True, problems=problems, taken=taken)
            return page, status_of(refused[0][1])
        _log.info("recordings_handed_in", count=len(taken))
        if len(taken) == 1:
            return redirect(url_for("pages.show", job_id=taken[0].id), 303)
        return redirect(url_for("pages.index"), 303)


def _submit(
    container: Container, files: Sequence[FileStorage], options: TranscriptionOptions
) -> tuple[list[Job], list[tuple[str, ExactTranscriptionError]]]:
    """One bad recording does not hold up the others."""
    taken: list[Job] = []
    refused: list[tuple[str, ExactTranscriptionError]] = []
    for file in files:
        name = file.filename or ""
        asked = SubmitJobRequest(
            source=cast("BinaryIO", file.stream), name=name, owner=owner(), options=options
        )
        try:
            taken.append(container.submit_job().execute(asked))
        except ExactTranscriptionError as error:
            refused.append((name, error))
    return taken, refused
