"""Resumable uploads after tus 1.0.0 (https://tus.io/protocols/resumable-upload).

The core protocol with the extensions creation, creation-with-upload, creation-defer-length, termination,
checksum and expiration. `HEAD` is answered by the view of `GET`.
"""

from datetime import datetime

from flask import Response, request, url_for
from pydantic import BaseModel, Field
from werkzeug.exceptions import MethodNotAllowed, PreconditionFailed, UnsupportedMediaType

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.checksum import Checksum
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.upload import Upload
from exact_transcription.core.usecases.receive_upload import ReceiveRequest
from exact_transcription.core.usecases.uploads import CreateUploadRequest
from exact_transcription.entrypoints.http.api.ids import Id
from exact_transcription.entrypoints.http.api.reading import read_headers
from exact_transcription.entrypoints.http.api.resource import Resource, json_answer
from exact_transcription.entrypoints.http.api.upload_headers import (
    BYTES,
    VERSION,
    AppendHeaders,
    OffsetOctets,
    UploadHeaders,
    VersionHeaders,
    capabilities,
    metadata_of,
    told,
)
from exact_transcription.entrypoints.http.client_stream import client_stream
from exact_transcription.entrypoints.http.identity import owner
from exact_transcription.entrypoints.http.problems import problem
from exact_transcription.entrypoints.http.services import services

uploads = Resource("Uploads", about="Resumable uploads after tus 1.0.0; any tus client can be used.")

ONE = "/uploads/<id:upload_id>"
_STATE = {
    "Upload-Offset": "Bytes that have arrived.",
    "Upload-Expires": "When the upload is deleted unless more comes.",
    "Tus-Resumable": f"`{VERSION}`.",
}


class UploadPath(BaseModel):
    """Which upload."""

    upload_id: Id


class UploadState(BaseModel):
    """How far an upload is."""

    id: str
    size: int | None = Field(description="Bytes in all, or null while that is not known.")
    offset: int = Field(description="Bytes that have arrived.")
    created: datetime
    expires: datetime = Field(description="When it is deleted unless more comes.")
    transcription: str | None = Field(description="Id of the transcription that was made of it.")


@uploads.post(
    "/uploads",
    scope=Scope.WRITE,
    returns=None,
    status=201,
    headers={"Location": "Address of the new upload.", **_STATE},
    errors=(409, 412, 413, 415, 460),
)
def create_upload(header: UploadHeaders) -> Response:
    """Begin a resumable upload.

    State its size in `Upload-Length`. A body of `application/offset+octet-stream` is taken for the first
    bytes.
    """
    _require_version(header.tus_resumable)
    if (header.upload_length is None) is (header.upload_defer_length is None):
        raise InvalidRequestError("Send either Upload-Length, or Upload-Defer-Length: 1.")
    manage, metadata = services().manage_uploads(), metadata_of(header.upload_metadata)
    with_bytes = request.mimetype == BYTES
    if request.content_length and not with_bytes:
        raise UnsupportedMediaType(f"Send the first bytes as Content-Type: {BYTES}.")
    upload = manage.create(CreateUploadRequest(owner=owner(), size=header.upload_length, metadata=metadata))
    if with_bytes:
        try:
            upload = _receive(upload.id, 0, checksum=header.upload_checksum)
        except BaseException:
            # Its address is not told to the client.
            manage.delete(upload.id, owner=owner())
            raise
    answer = told(Response(status=201), upload)
    answer.headers["Location"] = url_for("api_uploads.read_upload", upload_id=upload.id)
    return answer


@uploads.get(ONE, scope=Scope.READ, returns=UploadState, headers=_STATE, errors=(404, 410, 412))
def read_upload(path: UploadPath, header: VersionHeaders) -> Response:
    """Read how far an upload is.

    `HEAD` answers the same in its headers, as tus wants it.
    """
    _require_version(header.tus_resumable)
    upload = services().manage_uploads().find(path.upload_id, owner=owner())
    same = {name: getattr(upload, name) for name in ("id", "size", "offset", "created", "expires")}
    return told(json_answer(UploadState(**same, transcription=upload.job_id)), upload)


@uploads.patch(
    ONE,
    scope=Scope.WRITE,
    accepts={BYTES: OffsetOctets},
    returns=None,
    headers=_STATE,
    errors=(404, 409, 410, 412, 460),
)
def append_to_upload(path: UploadPath, header: AppendHeaders) -> Response:
    """Send the next bytes of an upload.

    Bodies may have any size. What arrived before a connection broke off is kept; 409 says that the upload is
    elsewhere, 460 that the bytes are not what `Upload-Checksum` says.
    """
    return _append(path.upload_id, header)


@uploads.delete(ONE, scope=Scope.WRITE, returns=None, errors=(404, 410, 412))
def delete_upload(path: UploadPath, header: VersionHeaders) -> None:
    """End an upload, deleting what has arrived."""
    _delete(path.upload_id, header)


@uploads.post(
    ONE, scope=Scope.WRITE, returns=None, headers=_STATE, errors=(404, 405, 409, 410, 412, 413, 415, 460)
)
def override_upload_method(path: UploadPath) -> Response | None:
    """Send PATCH or DELETE from where only POST can be sent.

    `X-HTTP-Method-Override` names the method.
    """
    match request.headers.get("X-HTTP-Method-Override", "").upper():
        case "PATCH":
            return _append(path.upload_id, read_headers(AppendHeaders))
        case "DELETE":
            _delete(path.upload_id, read_headers(VersionHeaders))
            return None
    raise MethodNotAllowed(valid_methods=["DELETE", "GET", "HEAD", "OPTIONS", "PATCH"])


@uploads.blueprint.after_request
def _tell_version(response: Response) -> Response:
    response.headers["Tus-Resumable"] = VERSION
    if request.method == "OPTIONS":
        response.headers.update(capabilities(services().settings().max_file_bytes))
    return response


def _append(upload_id: str, header: AppendHeaders) -> Response:
    _require_version(header.tus_resumable)
    if request.mimetype != BYTES:
        raise UnsupportedMediaType(f"Send bytes as Content-Type: {BYTES}.")
    upload = _receive(
        upload_id, header.upload_offset, size=header.upload_length, checksum=header.upload_checksum
    )
    return told(Response(status=204), upload)


def _delete(upload_id: str, header: VersionHeaders) -> None:
    _require_version(header.tus_resumable)
    services().manage_uploads().delete(upload_id, owner=owner())


def _receive(upload_id: str, offset: int, *, checksum: str | None, size: int | None = None) -> Upload:
    with client_stream() as stream:
        return (
            services()
            .receive_upload()
            .execute(
                ReceiveRequest(
                    upload_id=upload_id,
                    owner=owner(),
                    offset=offset,
                    stream=stream,
                    length=request.content_length,
                    size=size,
                    checksum=None if checksum is None else Checksum.parse(checksum),
                )
            )
        )


def _require_version(version: str | None) -> None:
    if version not in {None, VERSION}:
        answer = problem(412, f"tus {version} is not spoken here.", hint=f"Use tus {VERSION}.")
        answer.headers["Tus-Version"] = VERSION
        raise PreconditionFailed(response=answer)
