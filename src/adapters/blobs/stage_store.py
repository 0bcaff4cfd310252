"""Results of finished stages, kept with the job that they belong to."""

import hashlib
import re
from io import BytesIO

from exact_transcription.core.domain.errors import NotFoundError
from exact_transcription.core.ports.blob_store import BlobStore

_SAFE = re.compile(r"[A-Za-z0-9_-]{1,128}")


class BlobStageStore:
    """Keeps every result as one blob; a blob is there whole or not at all."""

    def __init__(self, *, blobs: BlobStore, prefix: str) -> None:
        """Keep results under `prefix`, which ends with `/`."""
        self._blobs, self._prefix = blobs, prefix

    def load(self, key: str) -> bytes | None:
        """See `StageStore.load`."""
        try:
            return self._blobs.read(self._name(key))
        except NotFoundError:
            return None

    def save(self, key: str, data: bytes) -> None:
        """See `StageStore.save`."""
        self._blobs.put(self._name(key), BytesIO(data))

    def _name(self, key: str) -> str:
        # Keys belong to the pipeline, which need not know what a blob may be called.
        safe = key if _SAFE.fullmatch(key) else hashlib.sha256(key.encode()).hexdigest()
        return f"{self._prefix}{safe}"
