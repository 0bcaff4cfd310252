"""A decoding process whose parent is gone: its own reports could not tell it so while it hangs."""

import subprocess
import sys

import psutil

_HANGING = """
import sys, time
from exact_transcription.adapters.audio.confinement import end_with
end_with(int(sys.argv[1]))
print("ready", flush=True)
time.sleep(600)
"""

_PARENT = f"""
import os, subprocess, sys
child = subprocess.Popen(
    [sys.executable, "-c", {_HANGING!r}, str(os.getpid())], stdout=subprocess.PIPE, start_new_session=True
)
child.stdout.readline()
print(child.pid, flush=True)
sys.stdin.read()
"""


def test_it_ends_with_a_parent_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        assert child.is_running()
        parent.kill()
        _, alive = psutil.wait_procs([child], timeout=30)
    assert alive == []


def test_it_ends_where_its_parent_was_gone_before() -> None:
    done = subprocess.run([sys.executable, "-c", _HANGING, "1"], check=False, timeout=60, capture_output=True)
    assert (done.returncode, done.stdout) == (-9, b"")
