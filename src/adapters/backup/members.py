"""Members of a tar archive as streams that are digested on their way."""

import hashlib
import io
import tarfile
from collections.abc import Callable, Iterator
from typing import Any

from exact_transcription.core.domain.errors import InvalidRequestError

_PIECE = 1 << 20


class _Observed(io.RawIOBase):
    """Lets somebody see what is read."""

    def __init__(self, stream: Any, observe: Callable[[bytes], object]) -> None:
        super().__init__()
        self._stream, self._observe = stream, observe

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._stream.read(size)
        self._observe(data)
        return data

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class MemberWriter:
    """Adds members to an archive and remembers their digests."""

    def __init__(self, archive: tarfile.TarFile, time: float) -> None:
        """Add to `archive`, as of `time` in seconds since 1970."""
        self._archive, self._time = archive, time
        self.digests: dict[str, str] = {}

    def add_bytes(self, name: str, data: bytes) -> None:
        """Add a small member."""
        self.add_stream(name, io.BytesIO(data), len(data))

    def add_stream(self, name: str, stream: Any, size: int) -> None:
        """Add a member of `size` bytes, in constant memory."""
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, 0o600, int(self._time)
        digest = hashlib.sha256()
        self._archive.addfile(member, _Observed(stream, digest.update))
        self.digests[name] = digest.hexdigest()


class MemberReader(_Observed):
    """A member that is being read; `finish` notes its digest."""

    def __init__(self, archive: tarfile.TarFile, member: tarfile.TarInfo, digests: dict[str, str]) -> None:
        """Read `member`, and note its digest in `digests`.

        Raises:
            InvalidRequestError: it is no file.
        """
        stream = archive.extractfile(member)
        if stream is None:
            raise InvalidRequestError(f"The backup has a member that is no file: {member.name[:100]}.")
        self._digest = hashlib.sha256()
        super().__init__(stream, self._digest.update)
        self._name, self._digests = member.name, digests

    def finish(self) -> None:
        """Read what is left."""
        while self.read(_PIECE):
            pass
        self._digests[self._name] = self._digest.hexdigest()


class ChunkReader:
    """Pieces as a stream."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        """Read `chunks` one after the other."""
        self._chunks, self._rest = chunks, b""

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end."""
        if not self._rest:
            self._rest = next(self._chunks, b"")
        data, self._rest = self._rest[:size], self._rest[size:]
        return data
