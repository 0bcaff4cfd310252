"""Uploads in parts: beginning, looking up, ending."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from exact_transcription.core.domain.errors import (
    InvalidRequestError,
    LimitExceededError,
    NotFoundError,
    UploadExpiredError,
)
from exact_transcription.core.domain.ids import is_id, new_id
from exact_transcription.core.domain.upload import Upload
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.upload_repository import UploadRepository

_MAX_METADATA = 4_096
_MIB = 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadLimits:
    """What is allowed.

    Attributes:
        max_bytes: largest upload.
        max_open: most uploads of one owner that have not become jobs.
        lifetime: an upload is deleted when nothing came for so long.
        part_bytes: what arrives is stored in parts of at most this many bytes. A process that is killed loses
            what it has of one part.
    """

    max_bytes: int
    max_open: int = 20
    lifetime: timedelta = timedelta(hours=24)
    part_bytes: int = 16 * _MIB

    def require_size(self, size: int) -> None:
        """Return if an upload may be that large.

        Raises:
            InvalidRequestError: it is no size.
            LimitExceededError: it may not.
        """
        if size < 0:
            raise InvalidRequestError("The size of an upload is not negative.")
        if size > self.max_bytes:
            raise LimitExceededError(
                f"The recording is larger than the {self.max_bytes} bytes that are allowed."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateUploadRequest:
    """What is going to be uploaded.

    Attributes:
        owner: id of the user.
        size: bytes in all, or None if it is not known yet.
        metadata: what the client says about it; `filename` names it.
    """

    owner: str
    size: int | None
    metadata: Mapping[str, str] = field(default_factory=dict)


class Uploads:
    """What can be done with uploads, besides sending their bytes."""

    def __init__(
        self, *, uploads: UploadRepository, blobs: BlobStore, clock: Clock, limits: UploadLimits
    ) -> None:
        """Keep track in `uploads`, and bytes in `blobs`."""
        self._uploads, self._blobs, self._clock, self.limits = uploads, blobs, clock, limits

    def create(self, request: CreateUploadRequest) -> Upload:
        """Begin an upload.

        Raises:
            LimitExceededError: it is too large, or there are too many that are not finished.
            InvalidRequestError: the size or the metadata cannot be used.
        """
        if request.size is not None:
            self.limits.require_size(request.size)
        if sum(len(name) + len(value) for name, value in request.metadata.items()) > _MAX_METADATA:
            raise InvalidRequestError(f"The metadata have more than {_MAX_METADATA} characters.")
        if self._uploads.count_open(request.owner) >= self.limits.max_open:
            raise LimitExceededError(
                f"You have {self.limits.max_open} open uploads, which is the limit.",
                hint="Finish one, or delete one.",
            )
        now = self._clock.now()
        upload = Upload(
            id=new_id(),
            owner=request.owner,
            size=request.size,
            metadata=request.metadata,
            created=now,
            expires=now + self.limits.lifetime,
        )
        self._uploads.add(upload)
        return upload

    def find(self, upload_id: str, *, owner: str) -> Upload:
        """One upload; see `find_upload` for what is raised."""
        return find_upload(self._uploads, upload_id, owner=owner, now=self._clock.now())

    def delete(self, upload_id: str, *, owner: str) -> None:
        """End an upload, deleting what has arrived; see `find_upload` for what is raised."""
        upload = self.find(upload_id, owner=owner)
        self._blobs.delete_prefix(upload.prefix)
        self._uploads.delete(upload.id)


def find_upload(uploads: UploadRepository, upload_id: str, *, owner: str, now: datetime) -> Upload:
    """One upload of `owner`.

    Raises:
        NotFoundError: there is none; the same error as for somebody else's, so that ids cannot be tried out.
        UploadExpiredError: its time is over.
    """
    if not is_id(upload_id):
        raise NotFoundError("There is no such upload.")
    upload = uploads.get(upload_id)
    if upload.owner != owner:
        raise NotFoundError("There is no such upload.")
    if upload.expires <= now:
        raise UploadExpiredError("The upload's time is over.", hint="Begin it again.")
    return upload
