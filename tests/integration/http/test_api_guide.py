"""The examples of docs/api.md do what the guide says."""

import json
import os
import re
import subprocess
import threading
import wave
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from werkzeug.serving import make_server

from exact_transcription.container import Container
from exact_transcription.core.domain.transcript import Media
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.audio_decoding import DecodedAudio
from exact_transcription.entrypoints.http.app import create_app
from tests.fakes.progress import FreeProgress
from tests.integration.http.api.finished import finish
from tests.programs import require_program

GUIDE = Path(__file__).parents[3] / "docs" / "api.md"
EXAMPLES = re.findall(r"```sh\n(.*?)```", GUIDE.read_text(), re.DOTALL)


@pytest.fixture
def service(container: Container) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(container), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _run(folder: Path, *examples: str, **environment: str) -> str:
    script = "set -euo pipefail\n" + "\n".join(examples)
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _recording(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(bytes(SAMPLE_RATE))


def test_all_examples_work_one_after_the_other(service: str, container: Container, tmp_path: Path) -> None:
    require_program("curl")
    require_program("jq")
    _recording(tmp_path / "talk.wav")
    address, hand_in, state, find, *rest = EXAMPLES
    assert "SERVICE=" in address
    _run(tmp_path, hand_in, SERVICE=service)
    job_id = json.loads((tmp_path / "handed-in.json").read_text())["id"]
    _work(container, job_id)
    run = {"SERVICE": service, "ID": job_id}
    assert _run(tmp_path, state, **run) == "succeeded\n"
    assert _run(tmp_path, find, **run) == '"Interview 1"\n1\n'
    out = _run(tmp_path, *rest, **run)
    _check_files(tmp_path)
    assert out.splitlines()[1] == "1 there, aligned"
    assert out.splitlines()[-4:] == ["0.502", "queued", "cancelled", "unknown_format"]
    assert not container.jobs().get_many([job_id])


def _work(container: Container, job_id: str) -> None:
    finish(container, job_id)
    samples = np.full(7 * SAMPLE_RATE, 0.5, dtype=np.float32)
    audio = DecodedAudio(waveforms=(Waveform(samples),), media=Media(duration=7.0))
    container.playback().execute(job_id, audio, FreeProgress())


def _check_files(folder: Path) -> None:
    assert (folder / "as-handed-in.wav").read_bytes() == (folder / "talk.wav").read_bytes()
    assert "-->" in (folder / "talk.srt").read_text()
    with ZipFile(folder / "talk.zip") as archive:
        assert sorted(archive.namelist()) == ["talk.TextGrid", "talk.docx"]
    with wave.open(str(folder / "clip.wav")) as clip:
        assert clip.getnframes() == pytest.approx(2.5 * SAMPLE_RATE, abs=1)
    edited = json.loads((folder / "edited.json").read_text())
    assert (edited["transcript"]["speakers"][0]["name"], edited["transcript"]["words"][0]["text"]) == (
        "Ada",
        "Hi",
    )
    undone = json.loads((folder / "undone.json").read_text())
    assert (undone["revision"], undone["transcript"]["words"][0]["text"]) == (3, "Hello")
