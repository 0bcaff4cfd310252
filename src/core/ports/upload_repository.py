"""Where uploads in parts are kept track of."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from exact_transcription.core.domain.upload import Upload


class UploadRepository(Protocol):
    """Keeps uploads; raises `ServiceUnavailableError` while the database does not answer."""

    def add(self, upload: Upload) -> None:
        """Add an upload."""

    def get(self, upload_id: str) -> Upload:
        """One upload.

        Raises:
            NotFoundError: there is none.
        """

    def update(self, upload_id: str, change: Callable[[Upload], Upload]) -> Upload:
        """Replace an upload by what `change` makes of it, as one step that nobody comes between.

        Raises:
            NotFoundError: there is none.
            ConflictError: raised by `change` where the upload is not as it was when the part began to arrive.
        """

    def delete(self, upload_id: str) -> None:
        """Delete an upload's record; without effect if it is not there."""

    def expired(self, now: datetime, *, limit: int) -> Sequence[Upload]:
        """Uploads whose time is over."""

    def list_uploads(self, owner: str) -> Sequence[Upload]:
        """All uploads of an owner."""

    def count_open(self, owner: str) -> int:
        """How many uploads of an owner have not become jobs."""
