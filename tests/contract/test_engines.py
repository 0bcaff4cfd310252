"""The contract of `EngineProvider`. No model is loaded here."""

from pathlib import Path

import pytest

from exact_transcription.container import Container
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.engines import EngineProvider
from exact_transcription.settings import Settings
from tests.fakes.engines import FakeEngineProvider

OFFLINE = TranscriptionOptions(profile="offline")


@pytest.fixture(params=["fake", "models"])
def provider(request: pytest.FixtureRequest, tmp_path: Path) -> EngineProvider:
    if request.param == "fake":
        return FakeEngineProvider()
    container = Container()
    container.settings.override(Settings(cache_dir=tmp_path))
    provider: EngineProvider = container.engines()
    return provider


def test_equal_options_get_the_same_engines_so_that_models_are_loaded_once(provider: EngineProvider) -> None:
    first = provider.engines(OFFLINE)
    second = provider.engines(TranscriptionOptions(profile="offline", language="de", beam_size=1))
    assert first.recognizer is second.recognizer
    assert first.voice_activity is second.voice_activity
    assert first.diarizer is second.diarizer
    assert first.aligners == second.aligners


def test_a_profile_that_does_not_exist_is_an_error(provider: EngineProvider) -> None:
    with pytest.raises(InvalidRequestError, match="nowhere"):
        provider.engines(TranscriptionOptions(profile="nowhere"))


def test_every_engine_says_what_it_is(provider: EngineProvider) -> None:
    engines = provider.engines(OFFLINE)
    assert engines.voice_activity.model
    assert engines.diarizer.model
    assert all(aligner.supports("en") in {True, False} for aligner in engines.aligners)
