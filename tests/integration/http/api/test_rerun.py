"""A finished transcription is run again with other options; what does not depend on them is not repeated."""

import io
import json
import threading
import wave
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient

from exact_transcription.container import Container
from tests.fakes.diarization import FakeDiarizer
from tests.fakes.engines import FakeEngineProvider
from tests.fakes.speech_recognition import FakeSpeechRecognizer
from tests.integration.http.api.calls import API, content, hand_in
from tests.recordings import excerpt


def sound() -> bytes:
    """Somebody talks, for 2.5 seconds."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes((excerpt(14.5, 17.0).samples * 32_767).astype(np.int16).tobytes())
    return stream.getvalue()


class Counting(FakeDiarizer):
    """Counts what it is asked for."""

    times = 0

    def diarize(self, *given: Any, **named: Any) -> Any:
        self.times += 1
        return super().diarize(*given, **named)


@pytest.fixture
def recognizer() -> FakeSpeechRecognizer:
    return FakeSpeechRecognizer()


@pytest.fixture
def diarizer() -> Counting:
    return Counting()


@pytest.fixture(autouse=True)
def _engines(container: Container, recognizer: FakeSpeechRecognizer, diarizer: Counting) -> None:
    container.engines.override(FakeEngineProvider(recognizer=recognizer, diarizer=diarizer))


def work(container: Container, job_id: str) -> None:
    report = container.run_job().execute(job_id, stop=threading.Event())
    assert report.error is None, report.error


def run_again(client: FlaskClient, container: Container, job_id: str, options: dict[str, Any]) -> Any:
    answer = client.post(f"{API}/transcriptions/{job_id}/rerun", json={"options": options})
    assert answer.status_code < 300, answer.text
    work(container, job_id)
    return content(client.get(f"{API}/transcriptions/{job_id}"))


@pytest.fixture
def done(client: FlaskClient, container: Container) -> str:
    job_id: str = content(hand_in(client, sound()), 201)["id"]
    work(container, job_id)
    return job_id


def test_another_number_of_speakers_repeats_no_recognition(
    client: FlaskClient, container: Container, done: str, recognizer: FakeSpeechRecognizer, diarizer: Counting
) -> None:
    assert (len(recognizer.asked), diarizer.times) == (1, 1)
    again = run_again(client, container, done, {"speakers": {"exact": 1}})
    assert (len(recognizer.asked), diarizer.times) == (1, 2)
    assert (again["state"], again["revision"], again["speakers"]) == ("succeeded", 2, 1)
    assert again["options"]["speakers"]["exact"] == 1
    transcript = json.loads(client.get(f"{API}/transcriptions/{done}/transcript").data)
    assert {"recognition", "diarization"} <= {stage["name"] for stage in transcript["report"]["stages"]}


def test_another_pause_setting_repeats_no_model(
    client: FlaskClient, container: Container, done: str, recognizer: FakeSpeechRecognizer, diarizer: Counting
) -> None:
    again = run_again(client, container, done, {"pauses": {"shortest": 1.0}})
    assert (len(recognizer.asked), diarizer.times) == (1, 1)
    assert again["revision"] == 2


def test_another_task_repeats_recognition_and_not_who_speaks(
    client: FlaskClient, container: Container, done: str, recognizer: FakeSpeechRecognizer, diarizer: Counting
) -> None:
    run_again(client, container, done, {"task": "translate"})
    assert [asked.task for asked in recognizer.asked] == ["transcribe", "translate"]
    assert diarizer.times == 1


def test_the_earlier_transcript_stays(client: FlaskClient, container: Container, done: str) -> None:
    before = client.get(f"{API}/transcriptions/{done}/transcript").data
    run_again(client, container, done, {"hotwords": ["Chicago"]})
    assert client.get(f"{API}/transcriptions/{done}/transcript?revision=1").data == before
