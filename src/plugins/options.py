"""Options of a format, declared once; forms, checks and help are made from the declaration."""

import types
import typing
from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from annotated_types import Ge, Le
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.ports.format_description import OptionDescription, OptionKind


class Options(BaseModel):
    """Base of a format's options; a format without options uses it as it is.

    A subclass declares a field for each option with `option(...)`. A field's type is `bool`, `int`, `float`,
    `str`, a `Literal` of strings, or one of these `| None` where None means off. Values given as text are
    converted, so that a command line and a web form need not know the types.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, protected_namespaces=())


OptionsT = TypeVar("OptionsT", bound=Options)


def option(default: Any, *, help: str, minimum: float | None = None, maximum: float | None = None) -> Any:  # noqa: A002 - what everybody calls it
    """Declare an option.

    Args:
        default: its value where none is given; every option needs one.
        help: one sentence for people.
        minimum: the smallest number allowed.
        maximum: the largest number allowed.
    """
    return Field(default, description=help, ge=minimum, le=maximum)


def parse_options(kind: type[OptionsT], given: Mapping[str, object], *, owner: str) -> OptionsT:
    """Check options and convert them to their types.

    Args:
        kind: the format's options.
        given: name to value; values may be text.
        owner: what the options belong to, for the message, e.g. `the format 'srt'`.

    Raises:
        InvalidOptionError: an option is unknown or has a wrong value.
    """
    known = tuple(kind.model_fields)
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise InvalidOptionError(
            f"Unknown option{'s' * (len(unknown) > 1)} for {owner}: {', '.join(unknown)}.",
            hint=f"It knows: {', '.join(known)}." if known else "It has no options.",
        )
    values = {name: _cleaned(kind.model_fields[name], value) for name, value in given.items()}
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise InvalidOptionError(_sentence(error, kind, owner)) from error


def describe_options(kind: type[Options]) -> tuple[OptionDescription, ...]:
    """Describe all options of a format in the order of their declaration.

    Raises:
        TypeError: a field has a type that no form can ask for, no default or no help.
    """
    return tuple(_describe(name, field) for name, field in kind.model_fields.items())


def _describe(name: str, field: FieldInfo) -> OptionDescription:
    kind, choices = _kind(name, _without_none(field.annotation)[0])
    if field.is_required() or not field.description:
        raise TypeError(f"the option {name!r} needs a default and a help text")
    return OptionDescription(
        name=name,
        kind=kind,
        default=field.get_default(call_default_factory=True),
        help=field.description,
        choices=choices,
        minimum=_bound(field, Ge, "ge"),
        maximum=_bound(field, Le, "le"),
    )


def _kind(name: str, annotation: Any) -> tuple[OptionKind, tuple[str, ...]]:
    if typing.get_origin(annotation) is Literal:
        choices = typing.get_args(annotation)
        if all(isinstance(choice, str) for choice in choices):
            return OptionKind.CHOICE, choices
    simple = {
        bool: OptionKind.BOOLEAN,
        int: OptionKind.INTEGER,
        float: OptionKind.NUMBER,
        str: OptionKind.TEXT,
    }
    if annotation not in simple:
        raise TypeError(f"the option {name!r} has the type {annotation!r}, which no form can ask for")
    return simple[annotation], ()


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if typing.get_origin(annotation) in {typing.Union, types.UnionType}:
        rest = [part for part in typing.get_args(annotation) if part is not types.NoneType]
        if len(rest) == 1:
            return rest[0], True
    return annotation, False


def _bound(field: FieldInfo, kind: type, attribute: str) -> float | None:
    return next((getattr(mark, attribute) for mark in field.metadata if isinstance(mark, kind)), None)


def _cleaned(field: FieldInfo, value: object) -> object:
    """An optional number or choice left empty, or called none, in a form or on a command line is off."""
    inner, optional = _without_none(field.annotation)
    if optional and inner is not str and isinstance(value, str) and value.strip().lower() in {"", "none"}:
        return None
    return value


def _sentence(error: ValidationError, kind: type[Options], owner: str) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    if not first["loc"]:
        return f"Wrong options for {owner}: {first['msg'].removeprefix('Value error, ')}."
    name = str(first["loc"][0])
    choices = _kind(name, _without_none(kind.model_fields[name].annotation)[0])[1]
    wanted = f"it is one of: {', '.join(choices)}" if choices else first["msg"].lower()
    return f"Wrong value {first['input']!r} for the option {name!r} of {owner}: {wanted}."
