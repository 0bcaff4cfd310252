"""The plugin manager and the fake that stands for it keep one contract."""

import io

import pytest

from exact_transcription.core.domain.errors import InvalidOptionError, UnknownFormatError
from exact_transcription.core.ports.exporter import TranscriptWriter
from exact_transcription.core.ports.format_description import OptionKind
from exact_transcription.plugins.discovery import built_in_plugins
from exact_transcription.plugins.manager import PluginManager
from exact_transcription.plugins.testing import SAMPLES
from tests.fakes.exporter import FakeTranscriptWriter

PLAIN = SAMPLES["plain"]


@pytest.fixture(params=["manager", "fake"])
def writer(request: pytest.FixtureRequest) -> TranscriptWriter:
    return PluginManager(plugins=built_in_plugins) if request.param == "manager" else FakeTranscriptWriter()


def boolean_options(writer: TranscriptWriter) -> list[str]:
    return [each.name for each in writer.describe("txt").options if each.kind is OptionKind.BOOLEAN]


def boolean_option(writer: TranscriptWriter) -> str:
    return boolean_options(writer)[0]


def written(writer: TranscriptWriter, **options: object) -> bytes:
    stream = io.BytesIO()
    writer.write("txt", PLAIN, stream, options)
    return stream.getvalue()


def test_formats_are_sorted_and_can_be_described(writer: TranscriptWriter) -> None:
    names = list(writer.formats())
    assert names == sorted(names)
    assert "txt" in names
    for name in names:
        description = writer.describe(name)
        assert description.name == name
        assert writer.extension_of(name) == description.extensions[0]
        assert description.extensions[0].startswith(".")


def test_writing_gives_bytes_with_every_word(writer: TranscriptWriter) -> None:
    text = written(writer).decode()
    for segment in PLAIN.segments:
        assert segment.text in text


def test_options_change_what_is_written(writer: TranscriptWriter) -> None:
    # Not each of them does here: nobody in this transcript hesitates.
    changed = [
        option
        for option in boolean_options(writer)
        if written(writer, **{option: "true"}) != written(writer, **{option: "false"})
    ]
    assert changed


def test_an_unknown_format_is_an_error_that_names_the_known_ones(writer: TranscriptWriter) -> None:
    for ask in (
        lambda: writer.describe("no-such"),
        lambda: writer.extension_of("no-such"),
        lambda: writer.check_options("no-such", {}),
        lambda: writer.write("no-such", PLAIN, io.BytesIO(), {}),
    ):
        with pytest.raises(UnknownFormatError, match="txt"):
            ask()


def test_an_unknown_option_is_an_error_that_names_the_known_ones(writer: TranscriptWriter) -> None:
    stream = io.BytesIO()
    with pytest.raises(InvalidOptionError, match=boolean_option(writer)):
        writer.check_options("txt", {"no_such": "1"})
    with pytest.raises(InvalidOptionError, match=boolean_option(writer)):
        writer.write("txt", PLAIN, stream, {"no_such": "1"})
    assert stream.getvalue() == b""


def test_a_wrong_value_is_an_error_before_anything_is_written(writer: TranscriptWriter) -> None:
    stream = io.BytesIO()
    with pytest.raises(InvalidOptionError, match="perhaps"):
        writer.write("txt", PLAIN, stream, {boolean_option(writer): "perhaps"})
    assert stream.getvalue() == b""
