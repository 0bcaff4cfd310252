"""What headers say about length, honest or not."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.adapters.audio.stated_length import mp3_states_length, ogg_is_cut, wav_seconds

FORMAT = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 16_000, 32_000, 2, 16)


@pytest.fixture
def asked(tmp_path: Path) -> Callable[[Callable[[int], object], bytes], object]:
    def ask(question: Callable[[int], object], data: bytes) -> object:
        (tmp_path / "file").write_bytes(data)
        with (tmp_path / "file").open("rb") as stream:
            answer = question(stream.fileno())
            assert stream.tell() == 0
            return answer

    return ask


Asked = Callable[[Callable[[int], object], bytes], object]


def test_a_wav_header_states_its_length_even_if_the_samples_are_missing(asked: Asked) -> None:
    data = b"RIFF\0\0\0\0WAVE" + b"LIST\x03\0\0\0abc\0" + FORMAT + b"data" + struct.pack("<I", 64_000)
    assert asked(wav_seconds, data) == 2.0


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF, 0x7FFFFFFF])
def test_a_wav_header_of_a_stream_states_nothing(size: int, asked: Asked) -> None:
    data = b"RIFF\0\0\0\0WAVE" + FORMAT + b"data" + struct.pack("<I", size)
    assert asked(wav_seconds, data) is None


def test_a_long_wav_file_states_its_length_in_64_bits(asked: Asked) -> None:
    sizes = struct.pack("<IQQQI", 28, 0, 32_000 * 360_000, 0, 0)
    data = b"RF64\xff\xff\xff\xffWAVE" + b"ds64" + sizes + FORMAT + b"data\xff\xff\xff\xff"
    assert asked(wav_seconds, data) == 360_000.0


def test_a_xing_header_is_found_behind_tags(asked: Asked) -> None:
    frame = b"\xff\xfb\x90\x00" + bytes(32) + b"Xing" + bytes(100)
    assert asked(mp3_states_length, frame)
    assert asked(mp3_states_length, b"ID3\x04\0\0\0\0\x01\x00" + bytes(128) + frame)
    assert not asked(mp3_states_length, b"\xff\xfb\x90\x00" + bytes(400))


def test_an_ogg_file_is_whole_only_with_its_last_page(asked: Asked) -> None:
    page = b"OggS" + bytes(22) + b"\x02" + b"\x0a\x05" + bytes(15)
    assert not asked(ogg_is_cut, page * 3)
    for missing in (1, 15, 16, 20):
        assert asked(ogg_is_cut, (page * 3)[:-missing])
    assert asked(ogg_is_cut, b"no pages at all")


@given(st.binary(max_size=300))
def test_no_bytes_upset_the_readers(data: bytes) -> None:
    path = Path(f"/dev/shm/stated-{id(data)}")  # noqa: S108 - hypothesis and tmp_path do not go together
    path.write_bytes(b"RIFF\0\0\0\0WAVE" + data)
    try:
        with path.open("rb") as stream:
            assert wav_seconds(stream.fileno()) is None or wav_seconds(stream.fileno()) >= 0  # type: ignore[operator]
            assert mp3_states_length(stream.fileno()) in {True, False}
            assert ogg_is_cut(stream.fileno()) in {True, False}
    finally:
        path.unlink()
