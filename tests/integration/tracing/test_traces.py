"""One request, followed through the web process, the queue and the worker to a collector."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from exact_transcription.adapters.tracing.opentelemetry import OpenTelemetryTracer
from exact_transcription.container import Container
from exact_transcription.core.domain.errors import InvalidOptionError, NotMediaError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.progress import ProgressListener
from exact_transcription.core.usecases.transcribe import TranscribeRequest
from exact_transcription.plugins.testing.samples import SAMPLES
from exact_transcription.settings import Settings
from tests.fakes.pipeline import FakePipeline
from tests.integration.http.server import Server, serving
from tests.integration.http.working import working
from tests.integration.tracing.collector import Collector, Received, collecting

SERVER, CONSUMER, INTERNAL = 2, 5, 1
"""Kinds of spans in the protocol."""

STAGES = ("decode", "recognition", "pauses")
CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def staged(_request: TranscribeRequest, listener: ProgressListener) -> Transcript:
    for stage in STAGES:
        listener.stage_started(stage)
        listener.stage_finished(stage, 0.01)
    return SAMPLES["plain"]


def failing(_request: TranscribeRequest, listener: ProgressListener) -> Transcript:
    listener.stage_started("decode")
    raise NotMediaError("This is no recording.")


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with collecting() as found:
        yield found


@pytest.fixture(scope="module")
def pipeline() -> FakePipeline:
    return FakePipeline(staged)


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, collector: Collector, pipeline: FakePipeline
) -> Iterator[Server]:
    tracer = OpenTelemetryTracer(endpoint=collector.address, version="test")
    more = {"EXACT_OTLP_ENDPOINT": collector.address, "OTEL_BSP_SCHEDULE_DELAY": "100"}
    with serving(tmp_path_factory.mktemp("traces"), **more) as server:
        server.container.tracer.override(tracer)
        with working(server.container, pipeline):
            yield server
    tracer.close()


def hand_in(server: Server, **headers: str) -> str:
    answer = httpx.post(
        f"{server.api}/transcriptions", files={"file": ("talk.wav", b"sound" * 100)}, headers=headers
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def spans_of(collector: Collector, job_id: str, count: int) -> dict[str, Received]:
    """The spans of the trace that a job belongs to."""

    def trace(spans: list[Received]) -> list[Received]:
        job = [span for span in spans if span.name == "job" and span.facts["job.id"] == job_id]
        return [span for span in spans if job and span.trace == job[0].trace]

    found = trace(collector.wait_for(lambda spans: len(trace(spans)) >= count))
    assert len(found) == count, [span.name for span in found]
    return {span.name: span for span in found}


def test_one_trace_goes_through_all_processes(server: Server, collector: Collector) -> None:
    spans = spans_of(collector, hand_in(server), 3 + len(STAGES))
    request, queue, job = spans["POST /api/v1/transcriptions"], spans["queue"], spans["job"]
    assert (request.kind, job.kind, queue.kind) == (SERVER, CONSUMER, INTERNAL)
    assert request.parent == ""
    assert {queue.parent, job.parent} == {request.id}
    for stage in STAGES:
        assert spans[f"stage {stage}"].parent == job.id
        assert job.start <= spans[f"stage {stage}"].start <= spans[f"stage {stage}"].end <= job.end
    assert request.start <= queue.start <= queue.end <= job.start + 1_000_000
    assert request.facts["http.response.status_code"] == 201
    assert job.facts["job.attempt"] == 1
    assert {span.service for span in spans.values()} == {"exact-transcription"}
    assert "talk.wav" not in str(spans)


def test_a_callers_trace_is_continued(server: Server, collector: Collector) -> None:
    spans = spans_of(collector, hand_in(server, traceparent=CALLER), 3 + len(STAGES))
    request = spans["POST /api/v1/transcriptions"]
    assert request.trace == CALLER.split("-")[1]
    assert request.parent == CALLER.split("-")[2]


def test_a_failure_is_seen_where_it_happened(
    server: Server, collector: Collector, pipeline: FakePipeline
) -> None:
    pipeline.script = failing
    try:
        spans = spans_of(collector, hand_in(server), 4)
    finally:
        pipeline.script = staged
    assert spans["job"].failed
    assert spans["job"].facts["error.type"] == "media_not_recognised"
    assert spans["stage decode"].failed
    assert not spans["queue"].failed


def test_without_a_collector_nothing_is_traced_and_nothing_imported(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from exact_transcription.container import Container\n"
        "assert Container().tracer().present() == ''\n"
        "assert 'opentelemetry' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path)


def test_a_collector_without_the_extra_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "exact_transcription.adapters.tracing.opentelemetry", None)
    container = Container()
    container.settings.override(Settings(EXACT_OTLP_ENDPOINT="http://127.0.0.1:1"))  # type: ignore[call-arg]
    with pytest.raises(InvalidOptionError, match="OpenTelemetry"):
        container.tracer()


def test_lines_of_the_log_name_the_present_span(tmp_path: Path) -> None:
    code = (
        "import structlog\n"
        "from exact_transcription.adapters.tracing.opentelemetry import OpenTelemetryTracer\n"
        "from exact_transcription.entrypoints.logs import configure_logs\n"
        "configure_logs(style='json')\n"
        "tracer = OpenTelemetryTracer(endpoint='http://127.0.0.1:1', version='0')\n"
        f"with tracer.span('x', parent='{CALLER}'):\n"
        "    structlog.get_logger().info('inside')\n"
        "structlog.get_logger().info('outside')\n"
        "import os; os._exit(0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, cwd=tmp_path, capture_output=True, text=True
    )
    inside, outside = (json.loads(line) for line in done.stderr.splitlines())
    assert inside["trace_id"] == CALLER.split("-")[1]
    assert len(inside["span_id"]) == 16
    assert "trace_id" not in outside
