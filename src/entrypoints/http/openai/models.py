"""The models that clients may name."""

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.entrypoints.http.openai.errors import OpenAiError
from exact_transcription.entrypoints.http.openai.resource import openai_api
from exact_transcription.entrypoints.http.services import services

DIARIZING = "gpt-4o-transcribe-diarize"

DEFAULTS = (
    "exact-transcription",
    "whisper-1",
    "gpt-transcribe",
    "gpt-4o-transcribe",
    "gpt-4o-mini-transcribe",
    "gpt-4o-mini-transcribe-2025-12-15",
    DIARIZING,
)
"""Names that stand for the model that the operator chose; OpenAI's own, so that programs need no change."""

_CREATED = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())


class ModelObject(BaseModel):
    """A model."""

    id: str
    object: Literal["model"] = "model"
    created: int = Field(default=_CREATED, description="Seconds since 1970.")
    owned_by: str = "exact-transcription"


class ModelList(BaseModel):
    """All models."""

    object: Literal["list"] = "list"
    data: list[ModelObject]


class ModelPath(BaseModel):
    """Which model."""

    model: str


@openai_api.get("/models", scope=Scope.READ, returns=ModelList)
def list_openai_models() -> ModelList:
    """List the models that may be named."""
    return ModelList(data=[ModelObject(id=name) for name in _names()])


@openai_api.get("/models/<model>", scope=Scope.READ, returns=ModelObject, errors=(404,))
def retrieve_openai_model(path: ModelPath) -> ModelObject:
    """Read about one model."""
    recognizer_of(path.model)
    return ModelObject(id=path.model)


def recognizer_of(name: str) -> str | None:
    """The recognition model that a name stands for; None for the operator's own.

    A path is no name, whatever is there: clients must not look into the folders of the worker.

    Raises:
        OpenAiError: there is no such model.
    """
    if name in DEFAULTS:
        return None
    if name in services().model_names():
        return name
    raise OpenAiError(
        404,
        f"The model {name[:100]!r} does not exist. GET /v1/models lists those that do.",
        code="model_not_found",
        param="model",
    )


def _names() -> tuple[str, ...]:
    return (*DEFAULTS, *services().model_names())
