"""Blobs as answers that can be asked for in parts (RFC 9110, range requests)."""

from flask import Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.http import quote_etag

from exact_transcription.core.ports.blob_store import BlobInfo, BlobStore


def blob_answer(blobs: BlobStore, blob: BlobInfo, *, etag: str, media_type: str) -> Response:
    """A blob, or the part of it that the present request asks for; only that is read.

    Raises:
        RequestedRangeNotSatisfiable: the part is behind the end.
    """
    if request.if_none_match.contains(etag):
        return _headed(Response(status=304), etag)
    part = _part(blob, etag)
    start, stop = part or (0, blob.size)
    answer = Response(
        blobs.chunks(blob.key, start=start, length=stop - start) if stop > start else (),
        status=200 if part is None else 206,
        mimetype=media_type,
    )
    answer.content_length = stop - start
    if part is not None:
        answer.content_range.set(start, stop, blob.size)
    return _headed(answer, etag)


def _part(blob: BlobInfo, etag: str) -> tuple[int, int] | None:
    wanted = request.range
    # Several parts at once may be answered with the whole, and so may a part of what was something else.
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return None
    if "If-Range" in request.headers and request.headers["If-Range"] != quote_etag(etag):
        return None
    found = wanted.range_for_length(blob.size)
    if found is None:
        raise RequestedRangeNotSatisfiable(blob.size)
    return found


def _headed(answer: Response, etag: str) -> Response:
    answer.set_etag(etag)
    answer.accept_ranges = "bytes"
    # It may be kept, but who may hear it is asked anew each time.
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
