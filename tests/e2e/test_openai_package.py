"""OpenAI's own package against the real thing: web process, worker, models of the offline profile."""

import subprocess
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from openai import OpenAI
from openai.types.audio import TranscriptionDiarized, TranscriptionVerbose

from tests.e2e.cli.command import arguments, environment
from tests.integration.http.server import serving
from tests.recordings import excerpt

pytestmark = pytest.mark.models

CLIP = (12.4, 18.0)
"""Seconds of the telephone call: two people, the second says "originally from Chicago"."""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenAI]:
    folder = tmp_path_factory.mktemp("openai")
    settings = {
        "EXACT_PROFILE": "offline",
        "EXACT_MODEL": "tiny.en",
        "EXACT_CACHE_DIR": str(folder / "models"),
    }
    with serving(folder, **settings) as server:
        env = environment(folder, EXACT_DATA_DIR=str(server.data), EXACT_THREADS="2", **settings)
        worker = subprocess.Popen(arguments("worker"), cwd=folder, env=env)
        try:
            with OpenAI(base_url=f"{server.address}/v1", api_key="sk-any", max_retries=0) as found:
                yield found
        finally:
            worker.terminate()
            worker.wait(60)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clip") / "clip.wav"
    with wave.open(str(path), "wb") as stream:
        stream.setnchannels(1)
        stream.setsampwidth(2)
        stream.setframerate(16_000)
        stream.writeframes((excerpt(*CLIP).samples * 32_767).astype(np.int16).tobytes())
    return path


def test_the_text_comes_back(client: OpenAI, clip: Path) -> None:
    assert "originally from Chicago" in client.audio.transcriptions.create(file=clip, model="whisper-1").text


def test_words_have_times_within_the_clip(client: OpenAI, clip: Path) -> None:
    answer = client.audio.transcriptions.create(
        file=clip,
        model="whisper-1",
        response_format="verbose_json",
        timestamp_granularities=["word", "segment"],
    )
    assert isinstance(answer, TranscriptionVerbose)
    assert answer.words
    assert answer.segments
    assert answer.language == "english"
    assert answer.duration == pytest.approx(CLIP[1] - CLIP[0], abs=0.01)
    assert [word.word for word in answer.words][-1].startswith("Chicago")
    assert all(0 <= word.start < word.end <= answer.duration for word in answer.words)


def test_speakers_are_told_apart(client: OpenAI, clip: Path) -> None:
    answer = client.audio.transcriptions.create(
        file=clip,
        model="gpt-4o-transcribe-diarize",
        response_format="diarized_json",
        chunking_strategy="auto",
    )
    assert isinstance(answer, TranscriptionDiarized)
    assert answer.segments[0].speaker == "A"
    assert {segment.speaker for segment in answer.segments} <= {"A", "B"}
    assert "Chicago" in answer.text


def test_a_stream_brings_the_text(client: OpenAI, clip: Path) -> None:
    events = list(client.audio.transcriptions.create(file=clip, model="gpt-4o-transcribe", stream=True))
    assert events[-1].type == "transcript.text.done"
    assert "originally from Chicago" in events[-1].text
    assert "".join(each.delta for each in events if each.type == "transcript.text.delta") == events[-1].text


@pytest.mark.filterwarnings("ignore:deprecated:DeprecationWarning")
def test_a_translation_comes_from_a_multilingual_model(client: OpenAI, clip: Path) -> None:
    assert "Chicago" in client.audio.translations.create(file=clip, model="base").text
