"""Taking in bytes of an upload, piece by piece."""

import contextlib
import secrets
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from exact_transcription.core.domain.checksum import Checksum
from exact_transcription.core.domain.errors import (
    ChecksumMismatchError,
    ConflictError,
    ExactTranscriptionError,
    InvalidRequestError,
    LimitExceededError,
)
from exact_transcription.core.domain.upload import Upload
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.upload_repository import UploadRepository
from exact_transcription.core.usecases.part_stream import PartStream
from exact_transcription.core.usecases.uploads import UploadLimits, find_upload

MAX_PARTS = 10_000
"""With parts that are too small, the list of them would cost more than the bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveRequest:
    """Bytes that arrive.

    Attributes:
        upload_id: of which upload.
        owner: id of the user.
        offset: where in the upload they begin; must be where it has got to.
        stream: the bytes. It raises `OSError` when the client goes away.
        length: how many the client means to send, or None if it did not say.
        size: the size of the whole upload if the client states it now, else None.
        checksum: what they add up to, or None. With it, all of them are taken or none.
    """

    upload_id: str
    owner: str
    offset: int
    stream: BinaryIO
    length: int | None = None
    size: int | None = None
    checksum: Checksum | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    key: str
    prefix: str
    size: int


class ReceiveUpload:
    """Stores what arrives as parts, each of which counts as soon as it is stored.

    So memory stays flat, any instance can take the next request, a request that breaks off keeps what
    arrived, and a process that is killed loses the part that it was at. Who writes at the same place is told
    by a compare-and-set on the offset: one wins, the others get a conflict.
    """

    def __init__(
        self, *, uploads: UploadRepository, blobs: BlobStore, clock: Clock, limits: UploadLimits
    ) -> None:
        """Keep parts in `blobs`, and track of them in `uploads`."""
        self._uploads, self._blobs, self._clock, self._limits = uploads, blobs, clock, limits

    def execute(self, request: ReceiveRequest) -> Upload:
        """Take what `request` brings; returns the upload as it is then.

        Raises:
            NotFoundError: there is no such upload of that owner.
            UploadExpiredError: its time is over.
            ConflictError: the bytes do not begin where the upload has got to, or others came in between.
            LimitExceededError: there are more than the upload's size, or than is allowed.
            ChecksumMismatchError: they are not what the checksum says; none of them is kept.
            StorageFullError: there is no room for them.
        """
        upload = find_upload(self._uploads, request.upload_id, owner=request.owner, now=self._clock.now())
        upload = self._sized(upload, request)
        if request.offset != upload.offset:
            raise _elsewhere(upload)
        room = self._room(upload)
        if request.length is not None and request.length > room:
            raise _too_many(room)
        return self._all_at_once(upload, request) if request.checksum else self._one_by_one(upload, request)

    def _one_by_one(self, upload: Upload, request: ReceiveRequest) -> Upload:
        while (part := self._store(upload, request.stream, len(upload.parts))) is not None:
            upload = self._commit(upload, [part])
        return upload

    def _all_at_once(self, upload: Upload, request: ReceiveRequest) -> Upload:
        assert request.checksum is not None  # noqa: S101 - the caller's condition
        counting = request.checksum.counting()
        parts: list[_Part] = []
        stream = PartStream(request.stream, observe=counting.update)
        try:
            taken = upload
            while (part := self._store(taken, stream, len(taken.parts))) is not None:
                parts.append(part)
                taken = _grown(taken, [part])
        except BaseException:
            self._discard(parts)
            raise
        if stream.broken:
            self._discard(parts)
            return upload
        if not counting.fits():
            self._discard(parts)
            raise ChecksumMismatchError(
                "The bytes are not what their checksum says.", hint="Send them again."
            )
        return self._commit(upload, parts) if parts else upload

    def _store(self, upload: Upload, stream: BinaryIO | PartStream, number: int) -> _Part | None:
        """The next part of `stream`, or None at its end."""
        source = PartStream(stream, limit=self._limits.part_bytes)
        if not source.begin():
            return None
        if number >= MAX_PARTS:
            raise InvalidRequestError(
                f"The upload came in more than {MAX_PARTS} parts.", hint="Send larger chunks, e.g. of 8 MiB."
            )
        prefix = f"{upload.prefix}{number:06d}-{secrets.token_hex(4)}/"
        key = f"{prefix}bytes"
        room = self._room(upload)
        try:
            stored = self._blobs.put(key, cast("BinaryIO", source), limit=room)
        except LimitExceededError as error:
            raise _too_many(room) from error
        return _Part(key=key, prefix=prefix, size=stored.size)

    def _commit(self, upload: Upload, parts: list[_Part]) -> Upload:
        expires = self._clock.now() + self._limits.lifetime

        def change(now: Upload) -> Upload:
            if now.offset != upload.offset or now.job_id is not None:
                raise _elsewhere(now)
            return replace(_grown(now, parts), expires=max(now.expires, expires))

        try:
            return self._uploads.update(upload.id, change)
        except BaseException:
            self._discard(parts)
            raise

    def _sized(self, upload: Upload, request: ReceiveRequest) -> Upload:
        if request.size is None or request.size == upload.size:
            return upload
        self._limits.require_size(request.size)

        def change(now: Upload) -> Upload:
            if now.size is not None or request.size is None or request.size < now.offset:
                raise ConflictError("The size of an upload is stated once, and not below what has arrived.")
            return replace(now, size=request.size)

        return self._uploads.update(upload.id, change)

    def _room(self, upload: Upload) -> int:
        return (self._limits.max_bytes if upload.size is None else upload.size) - upload.offset

    def _discard(self, parts: list[_Part]) -> None:
        # What cannot be deleted now is deleted with the upload.
        for part in parts:
            with contextlib.suppress(ExactTranscriptionError):
                self._blobs.delete_prefix(part.prefix)


def _grown(upload: Upload, parts: list[_Part]) -> Upload:
    return replace(
        upload,
        offset=upload.offset + sum(part.size for part in parts),
        parts=(*upload.parts, *(part.key for part in parts)),
    )


def _elsewhere(upload: Upload) -> ConflictError:
    return ConflictError(
        f"The upload has got to byte {upload.offset}.", hint="Ask where it has got to, and go on from there."
    )


def _too_many(room: int) -> LimitExceededError:
    return LimitExceededError(f"There are more bytes than the {room} that are still to come.")
