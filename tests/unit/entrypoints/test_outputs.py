from pathlib import Path
from typing import BinaryIO

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.entrypoints.cli.outputs import result_paths, write_atomically

FOLDER = Path("out")


def test_a_recording_gives_its_stem_with_the_formats_extension() -> None:
    paths = result_paths([Path("a/talk.mp3")], [("srt", ".srt"), ("txt", ".txt")], FOLDER)
    assert [path.name for path in paths.values()] == ["talk.srt", "talk.txt"]


def test_recordings_of_one_stem_keep_their_extension_in_the_name() -> None:
    paths = result_paths([Path("talk.mp3"), Path("talk.wav")], [("srt", ".srt")], FOLDER)
    assert [path.name for path in paths.values()] == ["talk.mp3.srt", "talk.wav.srt"]


def test_formats_of_one_extension_are_named() -> None:
    formats = [("json", ".json"), ("whisperx-json", ".json"), ("srt", ".srt")]
    paths = result_paths([Path("talk.mp3")], formats, FOLDER)
    assert [path.name for path in paths.values()] == ["talk.json.json", "talk.whisperx-json.json", "talk.srt"]


def test_equal_names_from_different_folders_are_numbered() -> None:
    paths = result_paths([Path("a/talk.mp3"), Path("b/talk.mp3")], [("srt", ".srt")], FOLDER)
    assert [path.name for path in paths.values()] == ["talk.mp3.srt", "talk.mp3-2.srt"]


names = st.sampled_from(["a.mp3", "a.wav", "a.mp3.wav", "b.mp3", "a", "a.srt"])
recordings = st.lists(st.tuples(st.sampled_from("xyz"), names).map(lambda pair: Path(*pair)), unique=True)


@given(recordings)
def test_no_two_results_share_a_file(given_recordings: list[Path]) -> None:
    formats = [("srt", ".srt"), ("json", ".json"), ("whisperx-json", ".json")]
    paths = result_paths(given_recordings, formats, FOLDER)
    assert len(set(paths.values())) == len(paths) == len(given_recordings) * len(formats)


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "talk.srt"

    def fail(stream: object) -> None:
        assert not target.exists()
        raise RuntimeError(stream)

    with pytest.raises(RuntimeError):
        write_atomically(target, fail)
    assert list(target.parent.iterdir()) == []

    def succeed(stream: BinaryIO) -> None:
        stream.write(b"1")

    write_atomically(target, succeed)
    assert target.read_bytes() == b"1"


def test_a_failed_write_leaves_the_old_file_alone(tmp_path: Path) -> None:
    target = tmp_path / "talk.srt"
    target.write_bytes(b"old")

    def fail(stream: object) -> None:
        raise RuntimeError(stream)

    with pytest.raises(RuntimeError):
        write_atomically(target, fail)
    assert target.read_bytes() == b"old"


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(click.ClickException, match="Cannot write to"):
        write_atomically(tmp_path / "file" / "x" / "talk.srt", lambda _: None)
