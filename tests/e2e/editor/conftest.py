"""A service with a transcript and its recording, and a browser."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from exact_transcription.container import Container
from exact_transcription.core.domain.job import LOCAL_OWNER
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.audio_decoding import DecodedAudio
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from exact_transcription.entrypoints.http.assets import FOLDER
from tests.chromium import chromium
from tests.e2e.editor.interview import interview
from tests.e2e.editor.sound import sound_of
from tests.e2e.editor.window import Window
from tests.fakes.progress import FreeProgress
from tests.integration.http.api.finished import finish
from tests.integration.http.server import serving

_STATIC = Path(__file__).parents[3] / "src" / "entrypoints" / "http" / "static" / FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running service."""

    address: str
    container: Container

    def recording(self, transcript: Transcript | None = None) -> str:
        """The address of the page of a new recording with a transcript."""
        return f"{self.address}/recordings/{hand_in(self.container, transcript)}"


def hand_in(container: Container, transcript: Transcript | None = None) -> str:
    """The id of a new recording with a transcript."""
    request = SubmitJobRequest(source=BytesIO(b"sound"), name="harbour.wav", owner=LOCAL_OWNER)
    job = container.submit_job().execute(request)
    made = transcript or interview()
    finish(container, job.id, made)
    audio = DecodedAudio(waveforms=(sound_of(made),), media=made.media)
    container.playback().execute(job.id, audio, FreeProgress())
    return job.id


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if not (_STATIC / "manifest.json").exists():
        message = "the scripts of the pages are not built: run `make ui`"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with serving(tmp_path_factory.mktemp("site")) as server:
        yield Site(address=server.address, container=server.container)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def window(browser: Browser, site: Site) -> Iterator[Window]:
    window = Window(browser, site.address, viewport={"width": 1280, "height": 860})
    yield window
    window.close()
