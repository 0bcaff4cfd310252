"""The headers of tus, which say what is asked for and what came of it."""

import base64
import binascii
from datetime import UTC
from email.utils import format_datetime

from flask import Response
from pydantic import BaseModel, Field, RootModel

from exact_transcription.core.domain.checksum import ALGORITHMS
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.upload import Upload

VERSION = "1.0.0"
BYTES = "application/offset+octet-stream"
EXTENSIONS = "creation,creation-with-upload,creation-defer-length,termination,checksum,expiration"

_LENGTH = Field(
    default=None, alias="Upload-Length", ge=0, description="Size of the whole recording in bytes."
)
_CHECKSUM = Field(
    default=None,
    alias="Upload-Checksum",
    max_length=200,
    description="`sha1`, `sha256` or `md5`, a space, and the digest of the body in Base64. With it, the body "
    "is taken as a whole or not at all.",
)
_VERSION = Field(default=None, alias="Tus-Resumable", max_length=20, description=f"`{VERSION}`.")


class OffsetOctets(RootModel[bytes]):
    """Bytes of the recording."""


class UploadHeaders(BaseModel):
    """What is going to be uploaded."""

    tus_resumable: str | None = _VERSION
    upload_length: int | None = _LENGTH
    upload_defer_length: int | None = Field(
        default=None,
        alias="Upload-Defer-Length",
        ge=1,
        le=1,
        description="`1` where the size is not known yet; then it is stated with a later `PATCH`.",
    )
    upload_metadata: str = Field(
        default="",
        alias="Upload-Metadata",
        max_length=8_192,
        description="Names and values in Base64, separated by commas; `filename` names the recording.",
    )
    upload_checksum: str | None = _CHECKSUM


class AppendHeaders(BaseModel):
    """Which bytes of the recording the body holds."""

    tus_resumable: str | None = _VERSION
    upload_offset: int = Field(
        alias="Upload-Offset", ge=0, description="Where they begin: where the upload has got to."
    )
    upload_length: int | None = _LENGTH
    upload_checksum: str | None = _CHECKSUM


class VersionHeaders(BaseModel):
    """Which version of tus the client speaks."""

    tus_resumable: str | None = _VERSION


def metadata_of(text: str) -> dict[str, str]:
    """Read `Upload-Metadata`.

    Raises:
        InvalidRequestError: it cannot be read.
    """
    found: dict[str, str] = {}
    for pair in text.split(",") if text.strip() else ():
        name, _, encoded = pair.strip().partition(" ")
        try:
            value = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise InvalidRequestError(f"The metadata {name!r} are not UTF-8 in Base64.") from error
        if not name or not name.isascii() or name in found or "\x00" in value:
            raise InvalidRequestError("Names of metadata are ASCII, and each is there once.")
        found[name] = value
    return found


def told(response: Response, upload: Upload) -> Response:
    """The answer, with where the upload has got to."""
    response.headers["Upload-Offset"] = str(upload.offset)
    response.headers["Upload-Expires"] = format_datetime(upload.expires.astimezone(UTC), usegmt=True)
    if upload.size is None:
        response.headers["Upload-Defer-Length"] = "1"
    else:
        response.headers["Upload-Length"] = str(upload.size)
    return response


def capabilities(max_bytes: int) -> dict[str, str]:
    """What the service can do, as `OPTIONS` tells."""
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(max_bytes),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }
