"""Transcripts as JSON documents, the form in which the revisions of a job are kept.

Other than results of stages, which are simply made again when their types change, these hold what people
wrote; so a later version of this program must read them: fields that are missing take their default, and
fields that are unknown are left out.
"""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, cast, get_args, get_origin, get_type_hints

from exact_transcription.core.domain.errors import InvalidValueError
from exact_transcription.core.domain.transcript import Transcript

FORMAT = 1


def to_document(transcript: Transcript) -> bytes:
    """A transcript as UTF-8 JSON; equal transcripts give equal bytes."""
    document = {"format": FORMAT, "transcript": _plain(transcript)}
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def from_document(data: bytes) -> Transcript:
    """The transcript of a document.

    Raises:
        InvalidValueError: the document is damaged or of a later program.
    """
    try:
        document = json.loads(data)
        if document["format"] != FORMAT:
            raise InvalidValueError(f"a transcript of format {document['format']} needs a later program")
        transcript: Transcript = _reader(Transcript)(document["transcript"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, InvalidValueError):
            raise
        raise InvalidValueError(f"not a transcript document: {error}") from error
    return transcript


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | float | int | None):
        return value
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)  # type: ignore[type-var]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return {name: _plain(getattr(value, name)) for name in _names(_kind(value))}


def _kind(value: object) -> Any:
    return type(value)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


_Read = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> _Read:
    """What makes a value of a type from plain values; worked out once, as there are many words."""
    arguments = get_args(kind)
    if NoneType in arguments:
        (chosen,) = [choice for choice in arguments if choice is not NoneType]
        read = _reader(chosen)
        return lambda plain: None if plain is None else read(plain)
    origin = get_origin(kind)
    if origin in (tuple, frozenset):
        read = _reader(arguments[0])
        return lambda plain: origin(map(read, plain))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
        make = cast("Callable[..., Any]", kind)
        return lambda plain: make(
            **{name: readers[name](item) for name, item in plain.items() if name in readers}
        )
    if kind is float or (isinstance(kind, type) and issubclass(kind, Enum)):
        read = kind
        return read
    return lambda plain: plain
