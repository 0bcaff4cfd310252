"""The dashboard for Grafana shows what `/metrics` exports, and nothing else."""

import json
import re
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families

from exact_transcription.core.domain.job import JobFailure, TranscriptFacts
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.usecases.run_report import RunReport, RunResult
from exact_transcription.entrypoints.metrics import Metrics
from tests.fakes.jobs import a_job

DASHBOARD = Path(__file__).parents[3] / "deploy" / "grafana" / "exact-transcription.json"
_SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",)}
_WORDS = frozenset(
    [
        "by",
        "code",
        "histogram_quantile",
        "increase",
        "le",
        "max",
        "method",
        "rate",
        "result",
        "route",
        "stage",
        "state",
        "status",
        "sum",
        "topk",
    ]
)


def expressions() -> list[str]:
    document = json.loads(DASHBOARD.read_text())
    return [target["expr"] for panel in document["panels"] for target in panel["targets"]]


def families(text: str) -> dict[str, Metric]:
    return {family.name: family for family in text_string_to_metric_families(text)}


def exported(client: FlaskClient) -> set[str]:
    """All names that samples of what is exported can have."""
    found = families(client.get("/metrics").text)
    return {f"{name}{suffix}" for name, each in found.items() for suffix in _SUFFIXES[each.type]}


def names_in(expression: str) -> set[str]:
    return set(re.findall(r"\bexact_[a-z_]+", expression))


def test_every_name_of_the_dashboard_is_exported(client: FlaskClient) -> None:
    used = {name for expression in expressions() for name in names_in(expression)}
    assert used
    assert used <= exported(client)


def test_everything_that_is_exported_of_ours_is_shown(client: FlaskClient) -> None:
    used = {name for expression in expressions() for name in names_in(expression)}
    unshown = [
        name
        for name, each in families(client.get("/metrics").text).items()
        if name.startswith("exact_")
        and not name.endswith("_created")
        and not used & {f"{name}{suffix}" for suffix in _SUFFIXES[each.type]}
    ]
    assert unshown == []


def test_every_label_of_the_dashboard_is_one_of_its_metric(client: FlaskClient) -> None:
    metrics = Metrics()
    metrics.request(method="GET", route="/", status=200, seconds=0.1)
    progress = JobProgress().completed("decode", 0.5)
    failure = JobFailure(code="media", message="")
    metrics.execution(
        RunReport(job_id="1", result=RunResult.RETRIED, job=a_job(failure=failure), progress=progress)
    )
    found = families(metrics.exposition().decode()) | {
        name: each
        for name, each in families(client.get("/metrics").text).items()
        if name in {"exact_jobs", "exact_queue_depth"}
    }
    for expression in expressions():
        labels = set(re.findall(r"\b[a-z_]+\b", re.sub(r"\[[^]]*\]|\"[^\"]*\"", "", expression)))
        for name in names_in(expression):
            known = {label for sample in _samples(found, name) for label in sample.labels}
            assert labels - names_in(expression) - (_WORDS - _LABELS) <= known, expression


_LABELS = {"code", "le", "method", "result", "route", "stage", "state", "status"}


def _samples(found: dict[str, Metric], name: str) -> list[Any]:
    return [sample for family in found.values() for sample in family.samples if sample.name == name]


def test_audio_and_work_give_the_real_time_factor() -> None:
    metrics = Metrics()
    job = a_job(transcript=TranscriptFacts(duration=120.0, language="en", speakers=2))
    metrics.execution(RunReport(job_id=job.id, result=RunResult.SUCCEEDED, seconds=60.0, job=job))
    metrics.execution(RunReport(job_id=job.id, result=RunResult.FAILED, seconds=5.0, job=job))
    text = metrics.exposition().decode()
    assert "exact_audio_seconds_total 120.0" in text
    assert "exact_work_seconds_total 60.0" in text


def test_the_dashboard_asks_for_its_source_of_data() -> None:
    document = json.loads(DASHBOARD.read_text())
    assert document["templating"]["list"][0]["type"] == "datasource"
    for panel in document["panels"]:
        assert panel["datasource"]["uid"] == "${datasource}"
    assert len({panel["id"] for panel in document["panels"]}) == len(document["panels"])
