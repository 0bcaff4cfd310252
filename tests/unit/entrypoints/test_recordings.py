from pathlib import Path

import click
import pytest

from exact_transcription.entrypoints.cli.recordings import find_recordings


def test_a_folder_gives_its_recordings_at_any_depth(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.MP3", "a.wav", "notes.txt", "deep/c.m4a"):
        (tmp_path / name).touch()
    found = find_recordings([tmp_path])
    assert [path.name for path in found] == ["a.wav", "b.MP3", "c.m4a"]


def test_a_file_named_itself_is_taken_whatever_its_extension_and_once(tmp_path: Path) -> None:
    odd = tmp_path / "dictaphone.dat"
    odd.touch()
    assert find_recordings([odd, odd]) == [odd]


def test_a_missing_file_and_an_empty_folder_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="no file or folder"):
        find_recordings([tmp_path / "nothing.wav"])
    with pytest.raises(click.UsageError, match="holds no recordings"):
        find_recordings([tmp_path])
