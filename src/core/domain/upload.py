"""A recording that arrives in parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """An upload that is under way; its parts are blobs under `uploads/{id}/`, in order of their names.

    Attributes:
        id: unique.
        owner: id of the user.
        size: bytes in all, or None while that is not known.
        offset: bytes that have arrived.
        parts: blobs that have arrived.
        metadata: what the client said about it.
        created: when, UTC.
        expires: when it is deleted unless it is finished.
        job_id: the job that was made of it, or None.
    """

    id: str
    owner: str
    size: int | None
    offset: int = 0
    parts: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    created: datetime
    expires: datetime
    job_id: str | None = None

    @property
    def prefix(self) -> str:
        """Where its parts are in the blob store."""
        return f"uploads/{self.id}/"

    @property
    def complete(self) -> bool:
        """Whether all bytes have arrived."""
        return self.size is not None and self.offset == self.size
