"""A short run of the fuzzer; `python -m benchmarks.fuzz_decode` is the long one."""

import json
import subprocess
import sys


def test_broken_files_give_documented_answers_and_the_process_stays_alive_and_small() -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "benchmarks.fuzz_decode", "--runs", "140", "--whole", "10", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr[-4000:]
    report = json.loads(finished.stdout)
    assert sum(report["outcomes"].values()) == 150
    assert report["faults"] == []
    assert sum(count for name, count in report["outcomes"].items() if name.startswith("decoded")) > 30
    assert len(report["outcomes"]) > 3
