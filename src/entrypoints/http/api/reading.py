"""Requests as pydantic models.

flask-openapi3 describes the same models in the OpenAPI document; it does not read them, because it works
out their schemas anew at every request, and takes a title of digits in a form for a number.
"""

from collections.abc import Mapping
from typing import TypeVar, get_origin

from flask import request
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import UnsupportedMediaType

from exact_transcription.entrypoints.http.problems import InvalidFieldsError

M = TypeVar("M", bound=BaseModel)


def read(model: type[M], place: str, values: object) -> M:
    """The model of what was sent.

    Raises:
        InvalidFieldsError: something of it is not allowed.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise InvalidFieldsError(place, error) from error


def read_query(model: type[M]) -> M:
    """The model of the address's query."""
    return read(model, "query", _single(model, request.args))


def read_headers(model: type[M]) -> M:
    """The model of the headers that it names."""
    names = [field.alias or name for name, field in model.model_fields.items()]
    return read(model, "header", {name: request.headers[name] for name in names if name in request.headers})


def read_json(model: type[M]) -> M:
    """The model of a JSON body.

    Raises:
        UnsupportedMediaType: the body is something else.
        BadRequest: it is not JSON.
        InvalidFieldsError: something of it is not allowed.
    """
    if not request.is_json:
        raise UnsupportedMediaType("Send JSON: Content-Type: application/json.")
    return read(model, "body", request.get_json())


def read_form(model: type[M]) -> M:
    """The model of a form; files are its fields, too.

    Raises:
        UnsupportedMediaType: the body is something else.
        InvalidFieldsError: something of it is not allowed.
    """
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType("Send a form: Content-Type: multipart/form-data.")
    return read(model, "form", {**_single(model, request.form), **request.files.to_dict()})


def _single(model: type[BaseModel], values: "MultiDict[str, str]") -> Mapping[str, object]:
    lists = {
        field.alias or name
        for name, field in model.model_fields.items()
        if get_origin(field.annotation) in (list, tuple)
    }
    return {name: values.getlist(name) if name in lists else values[name] for name in values}
