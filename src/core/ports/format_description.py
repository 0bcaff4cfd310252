"""What a format and its options are, in plain values: command line, API and web page build forms from it."""

from dataclasses import dataclass
from enum import StrEnum


class OptionKind(StrEnum):
    """What kind of value an option takes; each is one kind of form field."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionDescription:
    """One option of a format.

    Attributes:
        name: as the command line, the API and the web page spell it, e.g. `max_line_width`.
        kind: what kind of value it takes.
        default: its value where none is given; None where the option is then off.
        help: one sentence for people.
        choices: the allowed values of a choice, else empty.
        minimum: smallest allowed number, or None.
        maximum: largest allowed number, or None.
    """

    name: str
    kind: OptionKind
    default: bool | float | str | None
    help: str
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatDescription:
    """One format.

    Attributes:
        name: what the format is called on a command line and in URLs, e.g. `srt`.
        title: what people call it, e.g. `SubRip subtitles`.
        description: one or two sentences: what it is for and what it holds.
        extensions: of its files, with the dot, the usual one first.
        media_type: e.g. `application/x-subrip`.
        options: in the order in which a form shows them.
        plugin: the plugin that brings it.
    """

    name: str
    title: str
    description: str
    extensions: tuple[str, ...]
    media_type: str
    options: tuple[OptionDescription, ...]
    plugin: str
