"""A transcript as files: one format by its address, or several that were chosen in the form."""

from pathlib import PurePath

from flask import Blueprint, Response, render_template, request, send_file
from werkzeug.datastructures import MultiDict

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.usecases.store_transcript import FoundTranscript
from exact_transcription.entrypoints.http.audit import note
from exact_transcription.entrypoints.http.export_files import Wanted, file_of, zip_of
from exact_transcription.entrypoints.http.export_form import chosen_formats, form_of, grouped, options_for
from exact_transcription.entrypoints.http.identity import needs, owner, visible_to
from exact_transcription.entrypoints.http.preview import preview_of


def register(pages: Blueprint, container: Container) -> None:
    """Add exports to the pages."""

    @pages.get("/recordings/<job_id>/files/<name>")
    @needs(Scope.READ)
    def download(job_id: str, name: str) -> Response:
        found = container.read_transcript().execute(job_id, owner=visible_to())
        options = options_for(container.plugins(), name, request.args, prefix="")
        note("transcript.exported", job_id, name)
        return _one(container, found, Wanted(name=name, options=options))

    @pages.get("/recordings/<job_id>/exports")
    @needs(Scope.READ)
    def exports(job_id: str) -> str:
        return _form(container, job_id, request.args)

    @pages.post("/recordings/<job_id>/exports")
    @needs(Scope.READ)
    def export(job_id: str) -> Response | str:
        """What the form asks for: a look at one format, or the files."""
        if "preview" in request.form:
            return _form(container, job_id, request.form)
        plugins, found = container.plugins(), container.read_transcript().execute(job_id, owner=visible_to())
        wanted = [
            Wanted(name=name, options=options_for(plugins, name, request.form, prefix=f"{name}."))
            for name in chosen_formats(plugins, request.form)
        ]
        note("transcript.exported", job_id, ", ".join(sorted(each.name for each in wanted)))
        if len(wanted) == 1:
            return _one(container, found, wanted[0])
        stream = zip_of(plugins, found.transcript, wanted, stem=_stem(found))
        return send_file(
            stream, mimetype="application/zip", as_attachment=True, download_name=f"{_stem(found)}.zip"
        )


def _form(container: Container, job_id: str, fields: "MultiDict[str, str]") -> str:
    plugins, found = container.plugins(), container.read_transcript().execute(job_id, owner=visible_to())
    name = fields.get("preview", "")
    shown = None
    if name:
        options = options_for(plugins, name, fields, prefix=f"{name}.")
        shown = preview_of(plugins, name, found.transcript, options)
    return render_template(
        "exports.html",
        job=found.job,
        groups=grouped(form_of(plugins, fields)),
        person=owner(),
        transcript_language=found.transcript.language,
        previewed=plugins.describe(name) if name else None,
        preview=shown,
    )


def _one(container: Container, found: FoundTranscript, wanted: Wanted) -> Response:
    description = container.plugins().describe(wanted.name)
    return send_file(
        file_of(container.plugins(), found.transcript, wanted),
        mimetype=description.media_type,
        as_attachment=True,
        download_name=f"{_stem(found)}{description.extensions[0]}",
    )


def _stem(found: FoundTranscript) -> str:
    return PurePath(found.job.recording.name).stem
