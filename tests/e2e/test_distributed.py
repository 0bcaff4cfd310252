"""The service on PostgreSQL, Redis and Celery, put together by settings alone: web, worker and real models.

The tests share one service and follow one another; the last one stops it.
"""

import http.client
import re
import signal
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.job import JobState
from exact_transcription.settings import Settings
from tests.e2e.cli.command import SAMPLE
from tests.e2e.test_serve import Service, serving, wait_until
from tests.recordings import excerpt, wav_of
from tests.services import REDIS, forget_keys, require, scratch_database

pytestmark = pytest.mark.models

PASSWORD = "a password of the settings"  # noqa: S105
TITLE, NAME = "Confidential title", "confidential-name.wav"
_WORK = 420.0


@dataclass(frozen=True)
class Installation:
    service: Service
    container: Container
    client: httpx.Client
    token: str
    folder: Path

    def hand_in(self, data: bytes, title: str = TITLE, name: str = NAME) -> str:
        form = {"title": title, "options": '{"language": "en"}'}
        answer = self.client.post("/transcriptions", files={"file": (name, BytesIO(data))}, data=form)
        assert answer.status_code == 201, answer.text
        job_id: str = answer.json()["id"]
        return job_id

    def finished(self, job_id: str) -> dict[str, Any]:
        def over() -> bool:
            return self.container.find_job().execute(job_id).state.terminal

        wait_until(over, _WORK)
        told: dict[str, Any] = self.client.get(f"/transcriptions/{job_id}").json()
        return told


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    require("Redis", 6379)
    folder, queue = tmp_path_factory.mktemp("distributed"), f"test-{uuid.uuid4().hex[:12]}"
    with scratch_database() as url:
        chosen = {
            "EXACT_DATABASE_URL": url,
            "EXACT_QUEUE_URL": f"{REDIS}/0",
            "EXACT_QUEUE_NAME": queue,
            "EXACT_EVENTS_URL": f"{REDIS}/0",
            "EXACT_LIMITS_URL": f"{REDIS}/0",
            "EXACT_ADMIN_PASSWORD": PASSWORD,
            "EXACT_LOG_FORMAT": "json",
        }
        with serving(folder, **chosen) as service:
            container = Container()
            container.settings.override(Settings(data_dir=folder / "data", database_url=url))  # type: ignore[arg-type]
            (admin,) = container.account_repository().list_users()
            issued = container.accounts().issue_key(admin.id, name="test", scopes=frozenset(Scope))
            headers = {"Authorization": f"Bearer {issued.token}"}
            with httpx.Client(
                base_url=f"{service.address}/api/v1", headers=headers, timeout=60, trust_env=False
            ) as client:
                yield Installation(service, container, client, issued.token, folder)
            container.database().close()
    forget_keys(f"{queue}*")


def test_a_recording_goes_through_broker_database_and_events(installation: Installation) -> None:
    job_id = installation.hand_in(wav_of(excerpt(6.5, 10.0)))
    kinds = set()
    with installation.client.stream("GET", f"/transcriptions/{job_id}/events", timeout=_WORK) as events:
        for line in events.iter_lines():
            kinds |= {line} if line.startswith("event:") else set()
    assert kinds == {"event: job"}
    told = installation.finished(job_id)
    assert (told["state"], told["failure"]) == ("succeeded", None)
    assert told["duration"] == pytest.approx(3.5, abs=0.1)
    transcript = installation.client.get(f"/transcriptions/{job_id}/transcript").json()
    assert "hello" in " ".join(word["text"] for word in transcript["words"]).lower()


def test_a_recording_that_is_none_fails_with_a_code(installation: Installation) -> None:
    told = installation.finished(installation.hand_in(b"this is what was said, not audio" * 50))
    assert told["state"] == "failed"
    assert told["failure"]["code"].startswith("media")


def test_metrics_add_up_what_web_processes_and_the_worker_count(installation: Installation) -> None:
    answer = httpx.get(f"{installation.service.address}/metrics", trust_env=False)
    assert answer.status_code == 200
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    assert found["exact_executions_total", "succeeded"] == 1
    assert found["exact_executions_total", "failed"] == 1
    assert [key[1][:5] for key in found if key[0] == "exact_failures_total"] == ["media"]
    assert found["exact_stage_seconds_count", "recognition"] == 1
    assert found["exact_real_time_factor_count",] == 1
    assert found["exact_jobs", "succeeded"] == found["exact_jobs", "failed"] == 1
    assert found["exact_queue_depth",] == 0
    assert found["exact_http_requests_total", "POST", "/api/v1/transcriptions", "201"] == 2


def test_a_signal_lets_requests_end_and_hands_the_running_job_back(installation: Installation) -> None:
    job_id = installation.hand_in(SAMPLE.read_bytes())

    def running() -> bool:
        return installation.container.find_job().execute(job_id).state is JobState.RUNNING

    wait_until(running, _WORK)
    body = wav_of(excerpt(0, 10))
    slow = http.client.HTTPConnection("127.0.0.1", int(installation.service.address.rpartition(":")[2]))
    slow.putrequest("POST", "/api/v1/uploads")
    for name, value in {
        "Authorization": f"Bearer {installation.token}",
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(len(body)),
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": str(len(body)),
    }.items():
        slow.putheader(name, value)
    slow.endheaders(body[:1000])
    time.sleep(1)
    installation.service.process.send_signal(signal.SIGTERM)
    time.sleep(1)
    slow.send(body[1000:])
    answer = slow.getresponse()
    assert (answer.status, answer.getheader("Upload-Offset")) == (201, str(len(body)))
    answer.close()
    slow.close()
    assert installation.service.process.wait(60) == 0
    job = installation.container.find_job().execute(job_id)
    assert (job.state, job.lease, job.attempts) == (JobState.QUEUED, None, 0)


def test_logs_hold_no_text_no_names_and_no_secrets(installation: Installation) -> None:
    log = (installation.folder / "log").read_text()
    assert '"event": "job"' in log
    assert re.search(r'"code": "media_\w+"', log)
    assert '"route": "/api/v1/transcriptions"' in log
    secrets = (TITLE, NAME, "what was said", "Hello", installation.token.rpartition("_")[2], PASSWORD)
    assert not [each for each in secrets if each.lower() in log.lower()]
    (secret_key,) = [path.read_text() for path in installation.folder.rglob("secret-key")]
    assert secret_key not in log
