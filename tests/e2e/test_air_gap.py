"""The offline profile where there is no network, and what it asks of the network where there is one."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.cli.command import SAMPLE, arguments, environment
from tests.programs import require_program

_INTERNET = re.compile(r"(connect|sendto|sendmsg|sendmmsg)\(.*sa_family=AF_INET6?,")


def _watched(
    command: list[str], folder: Path, **more: str
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run in a network namespace without any route; returns what it tried to send to the internet."""
    strace = require_program("strace")
    namespace = subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True, text=True)
    if namespace.returncode:
        pytest.skip(f"network namespaces cannot be made here: {namespace.stderr.strip()}")
    calls = folder / "calls"
    # HF_HUB_OFFLINE would forbid what is to be shown: that nothing asks in the first place.
    done = subprocess.run(
        [
            *("unshare", "--net", strace, "--follow-forks", "--seccomp-bpf", "--quiet=all"),
            *("--trace=connect,sendto,sendmsg,sendmmsg", "--signal=none", f"--output={calls}"),
            *command,
        ],
        cwd=folder,
        env=environment(folder, HF_HUB_OFFLINE="0", HF_HOME=str(folder / "hf"), **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=540,
    )
    return done, [line for line in calls.read_text().splitlines() if _INTERNET.search(line)]


def test_who_does_ask_the_network_is_seen(tmp_path: Path) -> None:
    program = """
import socket
for ask in (socket.create_connection, lambda address: socket.getaddrinfo("example.org", 80)):
    try:
        ask(("192.0.2.1", 80))
    except OSError as error:
        print(error)
"""
    done, tried = _watched([sys.executable, "-c", program], tmp_path)
    assert "unreachable" in done.stdout
    assert any("192.0.2.1" in line for line in tried)
    assert any("htons(53)" in line for line in tried)


@pytest.mark.models
def test_models_are_carried_to_a_machine_without_a_network_and_work_there(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    archive = here / "models.tar"
    bundled = subprocess.run(
        arguments("models", "bundle", archive, "--profile", "offline"),
        env=environment(here, EXACT_CACHE_DIR=str(here / "cache")),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "base" in bundled.stdout
    cache = {"EXACT_CACHE_DIR": str(there / "cache")}
    loaded, tried = _watched(arguments("models", "load", archive), there, **cache)
    assert loaded.returncode == 0, loaded.stderr
    assert "camplusplus: ready" in loaded.stdout
    assert tried == []
    done, tried = _watched(
        arguments("transcribe", SAMPLE, "--profile", "offline", "-f", "json", "-o", there / "out"),
        there,
        **cache,
    )
    assert done.returncode == 0, done.stderr
    assert tried == []
    (written,) = (there / "out").glob("*.json")
    transcript = json.loads(written.read_text())
    assert len(transcript["speakers"]) == 2
    assert "Chicago" in written.read_text()


def test_what_the_models_import_reports_nothing(tmp_path: Path) -> None:
    program = (
        "{switch}\nimport time, onnxruntime\nonnxruntime.get_available_providers()\ntime.sleep({seconds})"
    )
    switch = "from exact_transcription.adapters.models import telemetry; telemetry.switch_off()"
    quiet = program.format(switch=switch, seconds=10)
    done, tried = _watched([sys.executable, "-c", quiet], tmp_path, ORT_DISABLE_TELEMETRY="0")
    assert done.returncode == 0, done.stderr
    assert tried == []
