"""Folders for local copies, and what is left of those of processes that were killed."""

import subprocess
import sys
from pathlib import Path

from exact_transcription.adapters.scratch_folder import scratch_folder

_HOLDER = """
import sys
from pathlib import Path
from exact_transcription.adapters.scratch_folder import scratch_folder
with scratch_folder(Path(sys.argv[1])) as folder:
    (folder / "recording").write_bytes(b"sound")
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_the_folder_of_a_killed_process_goes_with_the_next_and_that_of_a_living_one_stays(
    tmp_path: Path,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        abandoned = Path(holder.stdout.readline().strip())
        with scratch_folder(tmp_path) as own:
            assert (abandoned / "recording").read_bytes() == b"sound"
        assert not own.exists()
        holder.kill()
        holder.wait()
    assert abandoned.exists()
    with scratch_folder(tmp_path) as own:
        assert list(tmp_path.iterdir()) == [own]


def test_what_is_not_its_own_stays(tmp_path: Path) -> None:
    other, target = tmp_path / "recording-of-somebody", tmp_path / "target"
    other.mkdir()
    target.mkdir()
    (tmp_path / "exact-recording-link").symlink_to(target)
    with scratch_folder(tmp_path):
        assert other.exists()
        assert target.exists()
