"""Plugins that read: the same isolation as for those that write."""

import io
from collections.abc import Iterable
from typing import Any, BinaryIO, ClassVar

import pytest

from exact_transcription.core.domain.errors import InvalidRequestError, PluginError, UnknownFormatError
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.plugins.hookspecs import hookimpl
from exact_transcription.plugins.importer import Importer
from exact_transcription.plugins.manager import PluginManager
from exact_transcription.plugins.options import Options
from tests.unit.plugins.found import found, manager


class Memo(Importer[Options]):
    name = "memo"
    title = "Memo"
    description = "Reads anything."
    extensions: ClassVar[tuple[str, ...]] = (".memo", ".note")
    media_type = "text/plain"
    options = Options

    def read(self, stream: BinaryIO, options: Options) -> Transcript:
        return Transcript(media=Media(name=stream.read().decode()), language="en")


class Reading:
    def __init__(self, importer: object) -> None:
        self._importer = importer

    @hookimpl
    def exact_transcription_importers(self) -> Iterable[Importer[Any]]:
        return [self._importer]  # type: ignore[list-item]


def reading(importer: object) -> PluginManager:
    return manager(found("memo-plugin", Reading(importer)))


def test_an_importer_reads() -> None:
    formats = reading(Memo())
    assert formats.problems == ()
    assert "memo" in formats.readable_formats()
    assert formats.describe_readable("memo").extensions == (".memo", ".note")
    assert formats.read("memo", io.BytesIO(b"hello"), {}).media.name == "hello"


def test_a_format_is_recognised_by_the_end_of_its_name() -> None:
    formats = reading(Memo())
    assert formats.recognize_format("A.NOTE", b"") == "memo"
    assert formats.recognize_format("a.srt", b"1\n00:00:00,000 --> 00:00:01,000\nHi\n") == "srt"
    with pytest.raises(UnknownFormatError, match="memo"):
        formats.recognize_format("a.xyz", b"")


def test_an_importer_that_cannot_even_tell_does_not_get_the_file() -> None:
    class Confused(Memo):
        def recognizes(self, file_name: str, head: bytes) -> bool:
            raise RuntimeError("what?")

    assert reading(Confused()).recognize_format("a.vtt", b"WEBVTT") == "vtt"


def test_an_importer_that_raises_is_named() -> None:
    class Raising(Memo):
        def read(self, stream: BinaryIO, options: Options) -> Transcript:
            raise KeyError("x")

    with pytest.raises(PluginError, match=r"memo-plugin \(third-party 1\.2\.3\).*KeyError"):
        reading(Raising()).read("memo", io.BytesIO(b""), {})


def test_an_importer_that_gives_no_transcript_is_named() -> None:
    class Empty(Memo):
        def read(self, stream: BinaryIO, options: Options) -> Transcript:
            return None  # type: ignore[return-value]

    with pytest.raises(PluginError, match="memo-plugin"):
        reading(Empty()).read("memo", io.BytesIO(b""), {})


def test_a_file_in_another_format_is_the_callers_mistake() -> None:
    formats = manager()
    for name in ("json", "srt", "vtt", "whisperx-json", "rttm", "ctm"):
        with pytest.raises(InvalidRequestError) as caught:
            formats.read(name, io.BytesIO(b"SPEAKER this is\nnot a transcript"), {})
        assert not isinstance(caught.value, PluginError)


def test_a_malformed_importer_is_reported() -> None:
    class Bad(Memo):
        extensions = ("memo",)

    formats = reading(Bad())
    assert "memo" not in formats.readable_formats()
    assert "memo-plugin" in formats.problems[0].message
