"""The parts of an OpenAPI document as the reference page shows them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from exact_transcription.core.domain import errors
from exact_transcription.core.domain.errors import ExactTranscriptionError

_CODE = re.compile(r"`([^`]+)`")
_REF = "#/components/schemas/"
_LIMITS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {}",
    "maxItems": "at most {}",
    "pattern": "matching {}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A value that is sent or answered.

    Attributes:
        name: of the parameter or property.
        place: `path`, `query`, `header`, or empty.
        kind: what it may be.
        required: whether it must be there.
        about: what it says.
    """

    name: str
    place: str
    kind: Markup
    required: bool
    about: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One operation."""

    method: str
    path: str
    name: str
    summary: str
    about: Markup
    parameters: list[Row]
    bodies: list[tuple[str, Markup]]
    answers: list[tuple[str, str, list[tuple[str, Markup]]]]


def operations(document: Mapping[str, Any], tag: str) -> Iterator[OperationView]:
    """Operations of a tag, in the order of the document."""
    for path, item in document["paths"].items():
        for method, told in item.items():
            if tag in told["tags"]:
                yield _operation(path, method, told)


def schema_rows(schema: Mapping[str, Any]) -> list[Row]:
    """Properties of a schema."""
    required = schema.get("required", [])
    return [
        Row(
            name=name,
            place="",
            kind=kind_of(found),
            required=name in required,
            about=prose(found.get("description", "")),
        )
        for name, found in schema.get("properties", {}).items()
    ]


def kind_of(schema: Mapping[str, Any]) -> Markup:
    """What a value may be, in words, with links to named schemas."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(_REF)
        return Markup('<a href="#schema-{0}">{0}</a>').format(name)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return Markup(" or ").join(kind_of(each) for each in schema[several])
    if "enum" in schema or "const" in schema:
        choices = schema.get("enum") or [schema["const"]]
        return Markup(", ").join(Markup("<code>{}</code>").format(each) for each in choices)
    if schema.get("type") == "array":
        return Markup("list of {}").format(kind_of(schema.get("items", {})))
    limits = [words.format(schema[name]) for name, words in _LIMITS.items() if name in schema]
    kind = schema.get("format") or schema.get("type") or "anything"
    return Markup("{}").format(", ".join([kind, *limits]))


def prose(text: str) -> Markup:
    """Text with code between backticks."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - it was escaped


def problem_codes() -> list[tuple[str, Markup]]:
    """Stable codes of errors, with what each means."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    ours = [kind for kind in kinds if issubclass(kind, ExactTranscriptionError)]
    found = {kind.code: (kind.__doc__ or "").partition("\n")[0] for kind in ours}
    return [(code, prose(about)) for code, about in sorted(found.items())]


def _operation(path: str, method: str, told: Mapping[str, Any]) -> OperationView:
    return OperationView(
        method=method.upper(),
        path=path,
        name=told["operationId"],
        summary=told["summary"],
        about=prose(told["description"]),
        parameters=[
            Row(
                name=each["name"],
                place=each["in"],
                kind=kind_of(each["schema"]),
                required=each.get("required", False),
                about=prose(each.get("description", "")),
            )
            for each in told.get("parameters", [])
        ],
        bodies=_contents(told.get("requestBody", {}).get("content", {})),
        answers=[
            (status, answer["description"], _contents(answer.get("content", {})))
            for status, answer in told["responses"].items()
            if int(status) < 400  # noqa: PLR2004 - errors are alike everywhere and told once
        ],
    )


def _contents(content: Mapping[str, Any]) -> list[tuple[str, Markup]]:
    return [(media, kind_of(each.get("schema", {}))) for media, each in content.items()]
