"""Writing large JSON documents piece by piece, one list item a line."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from pydantic_core import PydanticSerializationError, to_json

_CHUNK = 1 << 16


def write_document(stream: BinaryIO, fields: Iterable[tuple[str, Any]]) -> None:
    """Write a JSON object, its fields one a line and the items of its iterators one a line.

    What is written twice is the same, differs line by line in version control, and never needs more memory
    than some items.

    Args:
        stream: takes the bytes.
        fields: name and value; a mapping, a list, a text or a number is written as it is, an iterator of
            items as a list.
    """
    buffer = _Buffer(stream)
    buffer.add(b"{")
    for number, (name, value) in enumerate(fields):
        buffer.add((b",\n" if number else b"\n") + _dumped(name) + b":")
        if isinstance(value, Mapping | list | str | int | float | bool | None):
            buffer.add(_dumped(value))
            continue
        separator = b"[\n"
        for item in value:
            buffer.add(separator + _dumped(item))
            separator = b",\n"
        buffer.add(b"[]" if separator == b"[\n" else b"\n]")
    buffer.add(b"\n}\n")
    buffer.flush()


def _dumped(value: Any) -> bytes:
    try:
        return to_json(value, inf_nan_mode="constants")
    except PydanticSerializationError:
        # A lone surrogate is half a character, and no text; it becomes the replacement character.
        halves = json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode(
            "utf-16", "surrogatepass"
        )
        return halves.decode("utf-16", "replace").encode()


class _Buffer:
    """Collects small pieces, since each write to a stream costs a call."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._pieces: list[bytes] = []
        self._size = 0

    def add(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size >= _CHUNK:
            self.flush()

    def flush(self) -> None:
        self._stream.write(b"".join(self._pieces))
        self._pieces.clear()
        self._size = 0
