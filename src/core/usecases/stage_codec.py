"""Value objects to bytes and back, for results of stages that outlive the process.

The format is a numpy archive (`.npz`, no pickled objects): the arrays found inside the value, and one array
with the UTF-8 JSON of everything else, in which `{"$array": n}` stands for array n. Types are taken from
the dataclasses' annotations, so a value that no longer fits its type is an error and not a wrong result.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from io import BytesIO
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
_Arrays = list[npt.NDArray[Any]]


def to_bytes(value: object, *, compress: bool = True) -> bytes:
    """Encode a value made of dataclasses, enums, tuples, mappings, arrays and JSON's own types.

    Audio is hardly made smaller by compression, which takes a second for every minute of it.
    """
    arrays: _Arrays = []
    document = json.dumps(_plain(value, arrays), ensure_ascii=False, allow_nan=False).encode()
    stream = BytesIO()
    named = {f"array_{i}": array for i, array in enumerate(arrays)}
    save = np.savez_compressed if compress else np.savez
    save(stream, document=np.frombuffer(document, dtype=np.uint8), **named)  # type: ignore[arg-type]
    return stream.getvalue()


def from_bytes(kind: type[T], data: bytes) -> T:
    """Decode what `to_bytes` made.

    Raises:
        ValueError: the bytes are damaged or were made from another type.
    """
    try:
        with np.load(BytesIO(data), allow_pickle=False) as archive:
            arrays = [archive[f"array_{i}"] for i in range(len(archive.files) - 1)]
            document = json.loads(archive["document"].tobytes())
        value: T = _typed(kind, document, arrays)
    except Exception as error:
        raise ValueError(f"not an encoded {kind.__name__}: {error}") from error
    return value


def _plain(value: object, arrays: _Arrays) -> object:  # noqa: PLR0911 - one return a kind of value
    match value:
        case np.ndarray():
            arrays.append(value)
            return {"$array": len(arrays) - 1}
        case Enum():
            return value.value
        case Mapping():
            return {key: _plain(item, arrays) for key, item in value.items()}
        case frozenset():
            return sorted(_plain(item, arrays) for item in value)  # type: ignore[type-var]
        case tuple() | list():
            return [_plain(item, arrays) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name), arrays) for field in fields(value)}
    return value


def _typed(kind: Any, plain: Any, arrays: _Arrays) -> Any:  # noqa: PLR0911 - one return a kind of type
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        if plain is None and NoneType in arguments:
            return None
        (kind,) = [choice for choice in arguments if choice is not NoneType]
        return _typed(kind, plain, arrays)
    if origin is np.ndarray:
        return arrays[plain["$array"]]
    if origin is tuple:
        return tuple(_typed(arguments[0], item, arrays) for item in plain)
    if origin is frozenset:
        return frozenset(_typed(arguments[0], item, arrays) for item in plain)
    if origin is Mapping:
        return {key: _typed(arguments[1], item, arrays) for key, item in plain.items()}
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _typed(hints[name], item, arrays) for name, item in plain.items()})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    if not isinstance(plain, (int, float) if kind is float else kind):
        raise TypeError(f"{plain!r} is not {kind}")
    return plain
