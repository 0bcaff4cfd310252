"""Every kind of bad input has its own error, with a sentence and a hint for people."""

import os
from pathlib import Path

import av
import numpy as np
import pytest

from exact_transcription.core.domain.errors import (
    EmptyMediaError,
    ForbiddenMediaError,
    MediaError,
    MediaNotFoundError,
    NoAudioError,
    NotMediaError,
)
from tests import media
from tests.integration.audio.decoding import decode

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003"
    "010100c9fe92ef0000000049454e44ae426082"
)


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def error_of(path: Path, kind: type[MediaError]) -> MediaError:
    with pytest.raises(kind) as caught:
        decode(path)
    assert type(caught.value) is kind
    assert caught.value.hint
    assert "Traceback" not in str(caught.value)
    return caught.value


def test_no_file(tmp_path: Path) -> None:
    assert "nowhere.mp3" in str(error_of(tmp_path / "nowhere.mp3", MediaNotFoundError))


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    error_of(tmp_path / "nul\0inside.wav", MediaNotFoundError)


def test_a_folder(tmp_path: Path) -> None:
    error_of(tmp_path, NotMediaError)


def test_a_named_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    error_of(tmp_path / "pipe.wav", NotMediaError)


def test_an_endless_device() -> None:
    error_of(Path("/dev/zero"), NotMediaError)


def test_no_bytes(tmp_path: Path) -> None:
    error_of(written(tmp_path / "empty.mp3", b""), EmptyMediaError)


def test_a_header_without_samples(tmp_path: Path) -> None:
    path = media.write(tmp_path / "header.wav", media.tone(440, 0.1))
    error_of(written(path, path.read_bytes()[:-3200]), EmptyMediaError)


def test_random_bytes(tmp_path: Path) -> None:
    error_of(written(tmp_path / "random.wav", np.random.default_rng(1).bytes(50_000)), NotMediaError)


def test_zeros(tmp_path: Path) -> None:
    error_of(written(tmp_path / "zeros.mp3", bytes(50_000)), NotMediaError)


def test_a_text(tmp_path: Path) -> None:
    error_of(written(tmp_path / "text.mp3", b"Dear diary, today nothing happened.\n" * 20), NotMediaError)


def test_an_archive(tmp_path: Path) -> None:
    assert "ZIP" in str(error_of(written(tmp_path / "a.zip", b"PK\x03\x04" + bytes(100)), NotMediaError))


@pytest.mark.parametrize("name", ["picture.png", "picture%03d.png", "picture.mp3"])
def test_an_image(name: str, tmp_path: Path) -> None:
    assert "image" in str(error_of(written(tmp_path / name, PNG), NotMediaError))


@pytest.mark.parametrize("name", ["a.srt", "a.wav"])
def test_subtitles(name: str, tmp_path: Path) -> None:
    text = b"1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nThere\n"
    assert "subtitle" in str(error_of(written(tmp_path / name, text), ForbiddenMediaError))


def test_video_without_sound(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "silent.mp4"), "w") as output:
        stream = output.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 64
        for _ in range(10):
            picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype=np.uint8), format="rgb24")
            output.mux(stream.encode(picture))
        output.mux(stream.encode(None))
    error_of(tmp_path / "silent.mp4", NoAudioError)


def test_a_format_that_is_not_on_the_allow_list(tmp_path: Path) -> None:
    path = media.write(tmp_path / "sound.nut", media.tone(440, 1.0))
    assert "not accepted" in str(error_of(path, ForbiddenMediaError))


def test_an_mp4_file_that_lost_its_index(tmp_path: Path) -> None:
    path = media.write_kind(tmp_path, media.KINDS["m4a aac"], media.sample()[: 5 * media.RATE])
    data = path.read_bytes()
    assert "index" in str(error_of(written(path, data[: len(data) // 2]), NotMediaError))
