"""Several commands one after the other in a process of its own, as if each had been typed."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.cli.command import environment

_CHILD = """
import contextlib, io, json, sys
from exact_transcription.entrypoints.cli.main import main

def typed(arguments, given):
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    sys.argv, sys.stdin, code = ["exact-transcription", *arguments], io.StringIO(given), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
    return [code, *(each.buffer.getvalue().decode() for each in (out, err))]

print(json.dumps([typed(*each) for each in json.loads(sys.argv[1])]))
"""


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def type_in(folder: Path, *commands: str, given: str = "", **more: str) -> list[Done]:
    """Run commands (words separated by spaces) on the service whose data is in `folder`.

    `given` is what each of them finds on standard input.
    """
    script = json.dumps([[command.split(" "), given] for command in commands])
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, script],
        cwd=folder,
        env=environment(folder, EXACT_DATA_DIR=str(folder / "data"), **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return [Done(*each) for each in json.loads(done.stdout)]
