"""Transcripts as files of other programs."""

from pathlib import PurePath

from flask import Response, request, send_file
from pydantic import BaseModel, ConfigDict, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.usecases.store_transcript import FoundTranscript
from exact_transcription.entrypoints.http.api.fields import Sent, Text
from exact_transcription.entrypoints.http.api.formats import FormatName
from exact_transcription.entrypoints.http.api.ids import JobPath
from exact_transcription.entrypoints.http.api.resource import Content, Resource
from exact_transcription.entrypoints.http.api.transcriptions import ONE
from exact_transcription.entrypoints.http.audit import note
from exact_transcription.entrypoints.http.export_files import Wanted, file_of, zip_of
from exact_transcription.entrypoints.http.identity import visible_to
from exact_transcription.entrypoints.http.services import services

_MOST = 100

exports = Resource("Exports", about="Transcripts as files of other programs.")


class ExportPath(JobPath):
    """Of what, and as what."""

    name: FormatName


class ExportQuery(BaseModel):
    """Options of the format by their names, and which version."""

    model_config = ConfigDict(extra="allow")

    revision: int | None = Field(default=None, ge=1, le=1_000_000_000, description="The newest, if left out.")


class FormatAsked(Sent):
    """A format with its options."""

    name: FormatName
    options: dict[Text, bool | int | float | Text] = Field(default={}, max_length=_MOST)


class ExportsRequest(Sent):
    """Which formats, and of which version."""

    formats: list[FormatAsked] = Field(min_length=1, max_length=_MOST)
    revision: int | None = Field(default=None, ge=1, le=1_000_000_000, description="The newest, if left out.")


@exports.get(
    f"{ONE}/exports/<name>",
    scope=Scope.READ,
    returns=Content(media_types=("*/*",), schema={}),
    headers={"Content-Disposition": "The file's name."},
    errors=(404, 406),
)
def export_transcript(path: ExportPath, query: ExportQuery) -> Response:
    """Write the transcript in a format.

    Options of the format are given by their names, e.g. `?max_line_width=37`; `GET /formats/{name}` tells
    which there are.
    """
    options = {name: value for name, value in request.args.items() if name != "revision"}
    found = _found(path.job_id, query.revision)
    plugins = services().plugins()
    stream = file_of(plugins, found.transcript, Wanted(name=path.name, options=options))
    note("transcript.exported", path.job_id, path.name)
    answer = send_file(
        stream,
        mimetype=plugins.describe(path.name).media_type,
        as_attachment=True,
        download_name=f"{_stem(found)}{plugins.extension_of(path.name)}",
    )
    answer.headers["X-Revision"] = str(found.revision.number)
    return answer


@exports.post(
    f"{ONE}/exports",
    scope=Scope.READ,
    returns=Content(media_types=("application/zip",)),
    headers={"Content-Disposition": "The file's name."},
    errors=(404, 406),
)
def export_transcript_to_many(path: JobPath, body: ExportsRequest) -> Response:
    """Write the transcript in several formats at once, into a ZIP archive."""
    found = _found(path.job_id, body.revision)
    wanted = [Wanted(name=each.name, options=each.options) for each in body.formats]
    stream = zip_of(services().plugins(), found.transcript, wanted, stem=_stem(found))
    note("transcript.exported", path.job_id, ", ".join(sorted({each.name for each in wanted})))
    answer = send_file(
        stream, mimetype="application/zip", as_attachment=True, download_name=f"{_stem(found)}.zip"
    )
    answer.headers["X-Revision"] = str(found.revision.number)
    return answer


def _found(job_id: str, revision: int | None) -> FoundTranscript:
    return services().read_transcript().execute(job_id, number=revision, owner=visible_to())


def _stem(found: FoundTranscript) -> str:
    return PurePath(found.job.recording.name).stem or "transcript"
