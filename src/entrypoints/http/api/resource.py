"""One resource of the API: its operations, each with who may use it and what it answers.

A module of this package makes one `Resource` and puts its views on it:

    words = Resource("Words", about="The words of a transcript.")

    @words.get("/transcriptions/<id:job_id>/words", scope=Scope.READ, returns=WordList, errors=(404,))
    def list_words(path: JobPath, query: WordQuery) -> WordList:
        '''List words.

        What is told here goes into the OpenAPI document.
        '''
        job = services().find_job().execute(path.job_id, owner=visible_to())
        ...

The names of the parameters say where their pydantic models are read from: `path`, `query`, `header`, `body`
(JSON). Bodies of other kinds are declared with `accepts` and read by the view with `reading`. A view returns
a model, None where nothing is to be said (204), or a Flask response; it raises the core's errors. Who may use
it is checked before anything that was sent is looked at. Names of views and models are unique within the API:
they name operations and schemas in the OpenAPI document. Then the module is added to `RESOURCES` in
`__init__.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from inspect import cleandoc
from typing import Any, Required, TypedDict, TypeVar, Unpack, get_type_hints

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models import OPENAPI3_REF_PREFIX, OPENAPI3_REF_TEMPLATE
from flask_openapi3.models.schema import Schema
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.entrypoints.http.api.reading import read, read_headers, read_json, read_query
from exact_transcription.entrypoints.http.identity import needs, unguarded
from exact_transcription.entrypoints.http.problems import MEDIA_TYPE, Problem

API_PREFIX = "/api/v1"
SECURITY: list[dict[str, list[str]]] = [{"key": []}, {"session": []}]

_BODY_METHODS = frozenset({"post", "put", "patch"})
_NO_CONTENT = 204
_BYTES = {"type": "string", "format": "binary"}

Answer = BaseModel | Response | None
View = TypeVar("View", bound=Callable[..., Answer])


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """An answer that is not a model.

    Attributes:
        media_types: what it may be.
        schema: its JSON schema; by default that of bytes.
    """

    media_types: tuple[str, ...]
    schema: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorForm:
    """How errors are told.

    Attributes:
        media_type: of the answer.
        model: of its body.
    """

    media_type: str
    model: type[BaseModel]


PROBLEMS = ErrorForm(media_type=MEDIA_TYPE, model=Problem)


class Declared(TypedDict, total=False):
    """What an operation says of itself.

    Attributes:
        scope: what its user must be allowed to do; None for everybody, signed in or not.
        returns: what it answers; None for nothing.
        status: with which status; 200, or 204 for nothing, unless given.
        headers: of the answer: names and what they say.
        also: further answers that are no errors, e.g. 304, by status.
        errors: further statuses of errors; the usual ones are understood.
        accepts: bodies other than the parameter `body`: models by media type.
    """

    scope: Required[Scope | None]
    returns: type[BaseModel] | Content | None
    status: int
    headers: Mapping[str, str]
    also: Mapping[int, type[BaseModel] | Content | None]
    errors: tuple[int, ...]
    accepts: Mapping[str, type[BaseModel]]


class Resource:
    """A blueprint, as a rule of `/api/v1`, whose operations describe themselves."""

    def __init__(
        self, name: str, *, about: str, prefix: str = API_PREFIX, errors: ErrorForm = PROBLEMS
    ) -> None:
        """Group operations under `name`."""
        self._errors = errors
        tag = Tag(name=name, description=about)
        self.blueprint = APIBlueprint(
            f"api_{name.lower().replace(' ', '_')}", __name__, url_prefix=prefix, abp_tags=[tag]
        )

    def get(self, rule: str, **declared: Unpack[Declared]) -> Callable[[View], View]:
        """An operation that reads."""
        return self._operation("get", rule, declared)

    def post(self, rule: str, **declared: Unpack[Declared]) -> Callable[[View], View]:
        """An operation that makes or does something."""
        return self._operation("post", rule, declared)

    def put(self, rule: str, **declared: Unpack[Declared]) -> Callable[[View], View]:
        """An operation that replaces."""
        return self._operation("put", rule, declared)

    def patch(self, rule: str, **declared: Unpack[Declared]) -> Callable[[View], View]:
        """An operation that changes a part."""
        return self._operation("patch", rule, declared)

    def delete(self, rule: str, **declared: Unpack[Declared]) -> Callable[[View], View]:
        """An operation that deletes."""
        return self._operation("delete", rule, declared)

    def _operation(self, method: str, rule: str, declared: Declared) -> Callable[[View], View]:
        def add(view: View) -> View:
            summary, _, rest = cleandoc(view.__doc__ or "").partition("\n")
            extensions: dict[str, Any] = {}
            if accepts := declared.get("accepts"):
                content = {kind: {"schema": self._ref(model)} for kind, model in accepts.items()}
                extensions["requestBody"] = {"content": content, "required": True}
            register = getattr(self.blueprint, method)(
                rule,
                summary=summary.rstrip("."),
                description=rest.strip() or summary,
                operation_id=view.__name__,
                responses=self._responses(method, view, declared),
                security=SECURITY if declared["scope"] else [],
                openapi_extensions=extensions,
            )
            register(_answering(view, declared))
            return view

        return add

    def _responses(self, method: str, view: View, declared: Declared) -> dict[str, Any]:
        errors = {400, 422, 429, 503, *declared.get("errors", ())}
        if declared["scope"]:
            errors |= {401, 403}
        if "body" in view.__annotations__ or declared.get("accepts"):
            errors |= {413, 415}
        if method in _BODY_METHODS | {"delete"}:
            errors |= {403, 507}
        problem = {self._errors.media_type: {"schema": self._ref(self._errors.model)}}
        good = {_status(declared): declared.get("returns"), **declared.get("also", {})}
        answers: dict[str, Any] = {
            str(status): self._success(returns, declared.get("headers", {}))
            for status, returns in good.items()
        }
        return answers | {str(status): {"content": problem} for status in sorted(errors)}

    def _success(
        self, returns: type[BaseModel] | Content | None, headers: Mapping[str, str]
    ) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        if isinstance(returns, Content):
            schema = dict(_BYTES if returns.schema is None else returns.schema)
            answer["content"] = {kind: {"schema": schema} for kind in returns.media_types}
        elif returns is not None:
            answer["content"] = {"application/json": {"schema": self._ref(returns, mode="serialization")}}
        if headers:
            answer["headers"] = {
                name: {"description": about, "schema": {"type": "string"}} for name, about in headers.items()
            }
        return answer

    def _ref(self, model: type[BaseModel], *, mode: Any = "validation") -> dict[str, str]:
        schema = model.model_json_schema(ref_template=OPENAPI3_REF_TEMPLATE, mode=mode)
        for name, definition in {model.__name__: schema, **schema.pop("$defs", {})}.items():
            self.blueprint.components_schemas[name] = Schema(**definition)
        return {"$ref": f"{OPENAPI3_REF_PREFIX}/{model.__name__}"}


def json_answer(model: BaseModel, status: int = 200, **headers: str) -> Response:
    """A model as an answer; underscores in names of headers stand for hyphens."""
    answer = jsonify(model.model_dump(mode="json"))
    answer.status_code = status
    answer.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return answer


def _status(declared: Declared) -> int:
    return declared.get("status", 200 if declared.get("returns") else _NO_CONTENT)


def _answering(
    view: Callable[..., BaseModel | Response | None], declared: Declared
) -> Callable[..., Response]:
    hints = get_type_hints(view)

    @wraps(view)
    def reading(**path: object) -> Answer:
        arguments: dict[str, BaseModel] = {}
        if model := hints.get("path"):
            arguments["path"] = read(model, "path", path)
        if model := hints.get("query"):
            arguments["query"] = read_query(model)
        if model := hints.get("header"):
            arguments["header"] = read_headers(model)
        if model := hints.get("body"):
            arguments["body"] = read_json(model)
        return view(**arguments)

    scope = declared["scope"]
    guarded = needs(scope)(reading) if scope else reading

    @wraps(view)
    def answering(**path: object) -> Response:
        found = guarded(**path)
        if isinstance(found, Response):
            return found
        return Response(status=_NO_CONTENT) if found is None else json_answer(found, _status(declared))

    if scope is None:
        unguarded(answering)
    # flask-openapi3 leaves reading the request to a view that says so, as its `validate_request` does.
    answering.__delay_validate_request__ = True  # type: ignore[attr-defined]
    return answering
