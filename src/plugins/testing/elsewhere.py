"""Rendering the samples in another process: other hash seed, time zone, locale, and year."""

import inspect
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from exact_transcription.plugins.exporter import Exporter

ENVIRONMENTS: Sequence[Mapping[str, str]] = (
    {
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "PYTHONHASHSEED": "1",
        "EXACT_TRANSCRIPTION_TEST_CLOCK": "946684799",
    },
    {
        "TZ": "America/St_Johns",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "2",
        "EXACT_TRANSCRIPTION_TEST_CLOCK": "1924991999",
    },
)
"""Differences that must not be seen in the output; the clock is in seconds since 1970."""


def digests_elsewhere(
    exporters: Sequence[Exporter[Any]], environment: Mapping[str, str]
) -> Sequence[Mapping[str, str]]:
    """Render all samples in a fresh process.

    Args:
        exporters: of classes at the top of a module, made without arguments.
        environment: variables to change.

    Returns:
        For each exporter sample name to digest; an error's text stands for a digest.

    Raises:
        AssertionError: a class cannot be found from outside, or the process failed.
    """
    for exporter in exporters:
        if "<locals>" in type(exporter).__qualname__:
            raise AssertionError("its class must stand at the top of a module, for the test to find it")
    wanted = [[type(e).__module__, inspect.getfile(type(e)), type(e).__qualname__] for e in exporters]
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))},
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        **environment,
    }
    command = [sys.executable, "-m", "exact_transcription.plugins.testing.worker"]
    done = subprocess.run(  # noqa: S603 - this interpreter and a module of our own
        command, env=variables, input=json.dumps(wanted).encode(), capture_output=True, check=False
    )
    if done.returncode != 0:
        raise AssertionError(f"it failed in another process:\n{done.stderr.decode(errors='replace')}")
    result: Sequence[Mapping[str, str]] = json.loads(done.stdout)
    return result
