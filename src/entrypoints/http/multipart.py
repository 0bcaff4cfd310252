"""Forms whose file goes where it is to be kept while it arrives.

Flask keeps a file in the system's temporary folder until the form is complete, and only then can it be
stored: a large recording would be written twice, and where that folder is in memory, as on Cloud Run, it
would not fit.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Generic, Protocol, TypeVar, cast

from flask import request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, File, MultipartDecoder, NeedData

from exact_transcription.core.domain.errors import ExactTranscriptionError
from exact_transcription.entrypoints.http.client_stream import client_stream

T = TypeVar("T")

_PIECE = 256 * 1024
_MAX_FIELDS_BYTES = 500_000
_MAX_PARTS = 50


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Generic[T]):
    """A form that has arrived.

    Attributes:
        fields: text fields by name.
        filename: what the client calls its file, or None if it sent none.
        kept: what `keep` made of the file.
    """

    fields: dict[str, str]
    filename: str | None
    kept: T | None


def receive_form(name: str, keep: Callable[[BinaryIO], T], forget: Callable[[T], None]) -> Received[T]:
    """Read the form of the present request, giving the file of its field `name` to `keep` as it arrives.

    If the rest of the form cannot be read, what was kept is given to `forget`.

    Raises:
        UnsupportedMediaType: the request has no form.
        BadRequest: the form is broken or incomplete, or has more than one file.
        RequestEntityTooLarge: it has too many fields, or they are too large.
    """
    boundary = request.mimetype_params.get("boundary", "")
    if request.mimetype != "multipart/form-data" or not boundary:
        raise UnsupportedMediaType("Send a form: Content-Type: multipart/form-data.")
    with client_stream() as stream:
        form = _Form(_events(stream, boundary.encode()), name, keep)
        try:
            form.read()
        except BaseException as error:
            if form.kept is not None:
                forget(form.kept)
            broken = isinstance(error, OSError | ValueError)
            if broken and not isinstance(error, ExactTranscriptionError):
                raise BadRequest("The form is broken, or did not arrive in full.") from error
            raise
    return Received(fields=form.fields, filename=form.filename, kept=form.kept)


class _Form(Generic[T]):
    def __init__(self, events: Iterator[Event], name: str, keep: Callable[[BinaryIO], T]) -> None:
        self.fields: dict[str, str] = {}
        self.filename: str | None = None
        self.kept: T | None = None
        self._events, self._name, self._keep = events, name, keep
        self._room = _MAX_FIELDS_BYTES

    def read(self) -> None:
        for event in self._events:
            if isinstance(event, File):
                self._file(event)
            elif isinstance(event, Field):
                self.fields[event.name] = self._text(b"".join(_data(self._events)))

    def _file(self, event: File) -> None:
        if event.name != self._name or self.filename is not None:
            raise BadRequest(f"The form may have one file, named {self._name}.")
        self.filename = event.filename
        body = _Body(_data(self._events))
        self.kept = self._keep(cast("BinaryIO", body))

    def _text(self, data: bytes) -> str:
        self._room -= len(data)
        if self._room < 0:
            raise RequestEntityTooLarge
        return data.decode(errors="replace")


class _Body:
    """The data of a file as a stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, size: int = -1, /) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        end = len(self._rest) if size < 0 else size
        data, self._rest = self._rest[:end], self._rest[end:]
        return data


def _events(stream: Readable, boundary: bytes) -> Iterator[Event]:
    decoder = MultipartDecoder(boundary, _PIECE + _MAX_FIELDS_BYTES, max_parts=_MAX_PARTS)
    while True:
        event = decoder.next_event()
        if isinstance(event, NeedData):
            # None tells the decoder that it was all; an incomplete form is a ValueError then.
            decoder.receive_data(stream.read(_PIECE) or None)
            continue
        yield event
        if isinstance(event, Epilogue):
            return


def _data(events: Iterator[Event]) -> Iterator[bytes]:
    for event in events:
        if isinstance(event, Data):
            yield event.data
            if not event.more_data:
                return
