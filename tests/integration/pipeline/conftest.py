"""The whole pipeline in this process, with the offline profile's smallest models."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from exact_transcription.container import Container
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.usecases.transcribe import TranscribeRequest
from exact_transcription.settings import Settings
from tests.fakes.progress import RecordingListener

Transcribing = Callable[..., Transcript]


@pytest.fixture(scope="package")
def container(tmp_path_factory: pytest.TempPathFactory) -> Container:
    settings = Settings(profile="offline", model="tiny.en", cache_dir=tmp_path_factory.mktemp("models"))
    container = Container()
    container.settings.override(settings)
    return container


@pytest.fixture(scope="package")
def transcribe(container: Container) -> Transcribing:
    def run(path: Path, **options: object) -> Transcript:
        request = TranscribeRequest(path=path, options=TranscriptionOptions.from_dict(options))
        return container.transcribe().execute(request, listener=RecordingListener())

    return run


def words_of(transcript: Transcript) -> list[str]:
    """Lower-case words without punctuation."""
    return re.findall(r"[\w']+", " ".join(word.text for word in transcript.words).lower())
