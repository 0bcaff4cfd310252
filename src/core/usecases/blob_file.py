"""A blob as a file that can be read at any place."""

import io
from typing import Any

from exact_transcription.core.ports.blob_store import BlobInfo, BlobStore


class BlobFile(io.RawIOBase):
    """Asks the store for no more than what is read; meant to be used through a buffer."""

    def __init__(self, blobs: BlobStore, blob: BlobInfo) -> None:
        """Read `blob` of `blobs`."""
        super().__init__()
        self._blobs, self._blob, self._place = blobs, blob, 0

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """Any place can be read."""
        return True

    def tell(self) -> int:
        """The next byte to be read."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a byte, counted from the beginning, from here or from the end."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._blob.size}[whence]
        self._place = max(0, start + offset)
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Read into `buffer`; returns how many bytes, 0 at the end."""
        wanted = min(len(buffer), max(0, self._blob.size - self._place))
        if wanted == 0:
            return 0
        read = 0
        for chunk in self._blobs.chunks(self._blob.key, start=self._place, length=wanted):
            buffer[read : read + len(chunk)] = chunk
            read += len(chunk)
        self._place += read
        return read
