"""Which formats there are, and what can be chosen in each."""

from typing import Annotated

from pydantic import BaseModel, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.ports.format_description import FormatDescription, OptionKind
from exact_transcription.entrypoints.http.api.resource import Resource
from exact_transcription.entrypoints.http.services import services

formats = Resource("Formats", about="What transcripts can be written as. Formats are plugins.")

FormatName = Annotated[
    str, Field(pattern="^[A-Za-z0-9_.-]{1,100}$", description="Name of a format, e.g. `srt`.")
]


class FormatPath(BaseModel):
    """Which format."""

    name: FormatName


class FormatOption(BaseModel):
    """What can be chosen in a format."""

    name: str
    kind: OptionKind
    default: bool | float | str | None = Field(description="Its value where none is given; null: it is off.")
    help: str
    choices: list[str] = Field(description="The allowed values of a choice.")
    minimum: float | None
    maximum: float | None


class Format(BaseModel):
    """What a transcript can be written as."""

    name: str
    title: str
    description: str
    extensions: list[str] = Field(description="With the dot, the usual one first.")
    media_type: str
    options: list[FormatOption]
    plugin: str

    @classmethod
    def of(cls, description: FormatDescription) -> "Format":
        """Show a format."""
        return cls.model_validate(description, from_attributes=True)


class FormatList(BaseModel):
    """All formats, by name."""

    items: list[Format]


@formats.get("/formats", scope=Scope.READ, returns=FormatList)
def list_formats() -> FormatList:
    """List formats with their options."""
    plugins = services().plugins()
    return FormatList(items=[Format.of(plugins.describe(name)) for name in plugins.formats()])


@formats.get("/formats/<name>", scope=Scope.READ, returns=Format, errors=(404,))
def read_format(path: FormatPath) -> Format:
    """Read what a format is and what can be chosen in it."""
    return Format.of(services().plugins().describe(path.name))
