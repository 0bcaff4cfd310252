"""What an exporter does wrong while it writes harms nothing else, and its plugin's name is told."""

import io
import time
from typing import Any, BinaryIO

import pytest

from exact_transcription.core.domain.errors import (
    InvalidRequestError,
    PluginError,
    UnknownFormatError,
)
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.manager import PluginManager
from exact_transcription.plugins.options import Options
from exact_transcription.plugins.testing import SAMPLES
from tests.unit.plugins.found import PLAIN, Note, Plugin, found, manager, written


class Misbehaving(Note):
    """What it does is given."""

    def __init__(self, act: Any) -> None:
        self._act = act

    def write(self, transcript: Transcript, stream: BinaryIO, options: Options) -> None:
        self._act(stream)


def misbehaving(act: Any, **settings: Any) -> PluginManager:
    return manager(found("bad", Plugin(Misbehaving(act))), **settings)


def raise_value_error(_: BinaryIO) -> None:
    raise ValueError("cannot")


def leave_python(_: BinaryIO) -> None:
    raise SystemExit("bye")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (raise_value_error, "ValueError: cannot"),
        (leave_python, "SystemExit: bye"),
        (lambda stream: stream.write("text"), "bytes, not str"),
        (lambda stream: stream.write(7), "bytes, not int"),
        (lambda _: None, "wrote nothing"),
        (lambda stream: stream.seek(0), "seek"),
        (lambda stream: stream.read(), "read"),
    ],
)
def test_whatever_an_exporter_does_wrong_is_an_error_that_names_its_plugin(act: Any, told: str) -> None:
    formats = misbehaving(act)
    with pytest.raises(PluginError, match="bad") as caught:
        written(formats)
    assert told in str(caught.value)
    assert written(formats, "txt")


def test_a_slow_exporter_is_given_up_and_can_write_nothing_afterwards() -> None:
    stream = io.BytesIO()
    late: list[Exception] = []

    def dawdle(target: BinaryIO) -> None:
        target.write(b"begun")
        time.sleep(0.6)
        try:
            target.write(b"late")
        except ValueError as error:
            late.append(error)

    formats = misbehaving(dawdle, time_limit=0.2)
    with pytest.raises(PluginError, match=r"bad .*0\.2 s"):
        formats.write("note", PLAIN, stream, {})
    assert written(formats, "txt")
    deadline = time.monotonic() + 10
    while not late and time.monotonic() < deadline:
        time.sleep(0.05)
    assert late
    assert stream.getvalue() == b"begun"


def test_an_exporter_cannot_close_the_callers_stream() -> None:
    def close(stream: BinaryIO) -> None:
        stream.write(b"all")
        text = io.TextIOWrapper(stream, encoding="utf-8")
        text.write(" of it")
        text.close()

    assert written(misbehaving(close)) == b"all of it"


def test_a_full_disk_is_not_the_plugins_fault() -> None:
    class FullDisk(io.BytesIO):
        def write(self, data: Any, /) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        manager().write("txt", PLAIN, FullDisk(), {})


def test_an_exporter_may_say_that_it_cannot_do_what_was_asked() -> None:
    def refuse(_: BinaryIO) -> None:
        raise InvalidRequestError("This format holds one speaker.")

    with pytest.raises(InvalidRequestError, match="one speaker"):
        written(misbehaving(refuse))


def test_nothing_is_a_valid_file_of_a_transcript_without_words() -> None:
    stream = io.BytesIO()
    misbehaving(lambda _: None).write("note", SAMPLES["empty"], stream, {})
    assert stream.getvalue() == b""


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UnknownFormatError, match=r"'dox'.*json.*srt.*txt.*vtt"):
        written(manager(), "dox")


def test_an_unknown_option_names_the_known_ones() -> None:
    with pytest.raises(InvalidRequestError, match=r"line_length.*max_line_width"):
        written(manager(), "srt", line_length=3)
