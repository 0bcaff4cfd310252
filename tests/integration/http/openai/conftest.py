"""OpenAI's own client, pointed at a running service whose worker needs no models."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from openai import OpenAI

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.progress import ProgressListener
from exact_transcription.core.usecases.transcribe import TranscribeRequest
from exact_transcription.plugins.testing.samples import SAMPLES
from tests.fakes.pipeline import FakePipeline
from tests.integration.http.server import Server, serving
from tests.integration.http.working import working

WAIT = 6.0
"""Seconds that a request may wait."""

SLOTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What the tests talk to."""

    server: Server
    pipeline: FakePipeline
    client: OpenAI

    def jobs(self) -> list[str]:
        """Ids of all jobs that are there."""
        return [key.key.split("/")[1] for key in self.server.container.blobs().list_blobs("jobs/")]

    def nothing_left(self) -> bool:
        """Whether all jobs are gone; a stream's goes when its client has read it to the end."""
        end = time.monotonic() + 5
        while self.jobs() and time.monotonic() < end:
            time.sleep(0.05)
        return self.jobs() == []


def plain(_request: TranscribeRequest, _listener: ProgressListener) -> Transcript:
    """The transcript of a talk."""
    return SAMPLES["plain"]


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("openai")
    pipeline = FakePipeline(plain)
    settings = {"EXACT_OPENAI_TIMEOUT": str(WAIT), "EXACT_OPENAI_WAITING": str(SLOTS)}
    with (
        serving(folder, **settings) as server,
        working(server.container, pipeline),
        OpenAI(base_url=f"{server.address}/v1", api_key="sk-anything", max_retries=0) as client,
    ):
        yield Service(server=server, pipeline=pipeline, client=client)


@pytest.fixture
def service(running: Service) -> Service:
    running.pipeline.script = plain
    running.pipeline.asked.clear()
    return running
