"""Which formats somebody chose, and with which options, from the fields of the form for exports.

The form has a box `format` for each format and a field `FORMAT.OPTION` for each option of each. A box that
is not checked sends nothing, so each box of an option comes after a hidden field that says false; the last
one counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.ports.exporter import TranscriptWriter
from exact_transcription.core.ports.format_description import FormatDescription, OptionDescription

_GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("docx", "pdf", "txt", "md", "html"), "reading"),
    **dict.fromkeys(("srt", "vtt", "ass", "podcast-json"), "subtitles"),
    **dict.fromkeys(("jefferson", "gat2", "cha", "eaf", "textgrid", "audacity"), "research"),
    **dict.fromkeys(("json", "csv", "tsv", "ctm", "stm", "rttm"), "data"),
    **dict.fromkeys(("whisperx-json", "openai-verbose-json", "openai-diarized-json"), "data"),
}
"""What people use a format for; those of other plugins come last, as `more`."""

GROUPS = ("reading", "subtitles", "research", "data", "more")


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionField:
    """One option of a format as a field.

    Attributes:
        option: what it is.
        name: of the field.
        value: what it shows: a text, or for a box, whether it is checked.
    """

    option: OptionDescription
    name: str
    value: str | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatFields:
    """One format in the form.

    Attributes:
        format: what it is.
        chosen: whether it is to be written.
        fields: for its options, in their order.
    """

    format: FormatDescription
    chosen: bool
    fields: tuple[OptionField, ...]


def form_of(writer: TranscriptWriter, form: "MultiDict[str, str]") -> tuple[FormatFields, ...]:
    """The form with what was filled in; the defaults where nothing was."""
    chosen = set(form.getlist("format"))
    described = [writer.describe(name) for name in writer.formats()]
    return tuple(
        FormatFields(
            format=each,
            chosen=each.name in chosen,
            fields=tuple(_field(each.name, option, form) for option in each.options),
        )
        for each in described
    )


def grouped(formats: Sequence[FormatFields]) -> list[tuple[str, list[FormatFields]]]:
    """The formats by what people use them for; the groups that have some."""
    order = {name: number for number, name in enumerate(_GROUPS)}
    found: dict[str, list[FormatFields]] = {group: [] for group in GROUPS}
    for each in sorted(formats, key=lambda each: (order.get(each.format.name, len(order)), each.format.name)):
        found[_GROUPS.get(each.format.name, "more")].append(each)
    return [(group, members) for group, members in found.items() if members]


def chosen_formats(writer: TranscriptWriter, form: "MultiDict[str, str]") -> Sequence[str]:
    """The formats that were chosen, each once.

    Raises:
        InvalidRequestError: none was.
        UnknownFormatError: there is no such format.
    """
    names = list(dict.fromkeys(form.getlist("format")))
    if not names:
        raise InvalidRequestError("No format was chosen.", hint="Choose one or more.")
    return [writer.describe(name).name for name in names]


def options_for(
    writer: TranscriptWriter, name: str, form: "MultiDict[str, str]", *, prefix: str
) -> Mapping[str, object]:
    """The options of one format, as the plugin takes them; its fields' names begin with `prefix`.

    Raises:
        UnknownFormatError: there is no such format.
    """
    options: dict[str, object] = {}
    for option in writer.describe(name).options:
        given = form.getlist(f"{prefix}{option.name}")
        # An empty field of an option that cannot be off asks for the default.
        if given and (given[-1].strip() or option.default is None or isinstance(option.default, str)):
            options[option.name] = given[-1]
    return options


def _field(format_name: str, option: OptionDescription, form: "MultiDict[str, str]") -> OptionField:
    name = f"{format_name}.{option.name}"
    given = form.getlist(name)
    if isinstance(option.default, bool):
        value: str | bool = given[-1] == "true" if given else option.default
    else:
        default = "" if option.default is None else str(option.default)
        value = given[-1] if given else default
    return OptionField(option=option, name=name, value=value)
