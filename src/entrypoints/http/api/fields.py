"""Kinds of values that requests have in common."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from exact_transcription.core.domain.job import MAX_PRIORITY, MAX_TITLE_CHARACTERS


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("must not contain the character NUL")
    return text


class Sent(BaseModel):
    """What a client sends; what is not known is refused, so that mistakes are noticed."""

    model_config = ConfigDict(extra="forbid")


Text = Annotated[str, AfterValidator(_storable)]
"""Text that every database can keep."""

Title = Annotated[Text, Field(max_length=MAX_TITLE_CHARACTERS, description="What people call it.")]
Priority = Annotated[int, Field(ge=0, le=MAX_PRIORITY, description="Higher ones are worked on first.")]
Cursor = Annotated[Text, Field(max_length=300, description="The `next_cursor` of the last page.")]
Limit = Annotated[int, Field(ge=1, le=200, description="Most that a page holds.")]
