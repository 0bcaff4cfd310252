"""Ids in addresses."""

from typing import Annotated

from pydantic import BaseModel, Field
from werkzeug.routing import BaseConverter

PATTERN = "^[0-9a-f]{32}$"

Id = Annotated[str, Field(pattern=PATTERN, description="The id that it was given when it was made.")]


class IdConverter(BaseConverter):
    """Lets only what has the form of an id reach a view; anything else is not found."""

    regex = "[0-9a-f]{32}"


class KeyIdConverter(BaseConverter):
    """Lets only what has the form of an API key's id reach a view."""

    regex = "[0-9a-f]{16}"


class JobPath(BaseModel):
    """Which transcription."""

    job_id: Id
