"""Whatever is sent, whether it fits the OpenAPI description or not, the answer is one that it describes.

Schemathesis makes the requests from the description. A request that fits it is about a transcription that is
there and has a transcript and audio, so that more than "not found" is answered.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from exact_transcription.adapters.queue.huey import HueyJobQueue
from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.transcript import Media
from exact_transcription.core.domain.user import Role
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.audio_decoding import DecodedAudio
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.entrypoints.http.api import add_api
from exact_transcription.entrypoints.http.api.description import new_app
from exact_transcription.entrypoints.http.app import create_app
from exact_transcription.entrypoints.http.openai import add_openai
from exact_transcription.settings import Settings
from tests.fakes.progress import FreeProgress
from tests.integration.http.api.calls import API, TALK, content
from tests.integration.http.api.finished import finish

EXAMPLES = 8
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def _operations() -> list[tuple[str, str]]:
    app = new_app(__name__)
    add_api(app)
    add_openai(app, waiting=1)
    # Streams of events do not end.
    paths = {path: item for path, item in app.api_doc["paths"].items() if not path.endswith("/events")}
    return [(path, method) for path, item in paths.items() for method in item]


@schemathesis.serializer("application/offset+octet-stream")
def _part_of_an_upload(_context: object, value: Any) -> bytes:
    """The kind of body that tus sends, which Schemathesis does not know."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


class Service:
    """The application with a transcription that is always there."""

    def __init__(self, container: Container) -> None:
        self.container = container
        app = create_app(container)
        self.client = app.test_client()
        accounts = container.accounts()
        user = accounts.create_user("fuzz", password=None, role=Role.ADMIN)
        key = accounts.issue_key(user.id, name="fuzz", scopes=frozenset(Scope))
        self.headers = {"Authorization": f"Bearer {key.token}"}
        self.schema: Any = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", app)

    def done(self) -> str:
        """The id of a transcription with a transcript and audio; made anew if it was deleted or run again."""
        jobs = self.container.jobs().list_jobs(JobFilter(), limit=1_000).jobs
        known = [job.id for job in jobs if job.revision and job.state.terminal]
        if known:
            return known[0]
        form = {"file": (BytesIO(TALK), "talk.wav")}
        made = self.client.post(f"{API}/transcriptions", data=form, headers=self.headers)
        job_id: str = content(made, 201)["id"]
        finish(self.container, job_id)
        sound = Waveform(np.zeros(7 * SAMPLE_RATE, dtype=np.float32))
        audio = DecodedAudio(waveforms=(sound,), media=Media(duration=7.0))
        self.container.playback().execute(job_id, audio, FreeProgress())
        return job_id


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("fuzzing")
    container = Container()
    container.settings.override(
        Settings(data_dir=folder / "data", max_file_bytes=100_000, rate_limit="1000 per second")
    )
    container.prepare()
    yield Service(container)
    queue = container.queue()
    assert isinstance(queue, HueyJobQueue)
    queue.close()
    container.database().close()


# Schemathesis' client leaves answers open that are files.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=str)
@pytest.mark.parametrize(("path", "method"), _operations(), ids=lambda part: str(part).removeprefix(API))
def test_every_answer_is_described(service: Service, path: str, method: str, mode: GenerationMode) -> None:
    operation = service.schema[path][method]
    if mode is GenerationMode.NEGATIVE and not (operation.body or list(operation.iter_parameters())):
        pytest.skip("nothing can be wrong with a request that has no parameters")

    @settings(max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            if "job_id" in case.path_parameters:
                case.path_parameters["job_id"] = service.done()
            if "/exports/" in path:
                case.path_parameters["name"] = "srt"
            if "/transcript/" in path:
                case.headers["If-Match"] = "*"
            if path.endswith("/exports"):
                case.body["formats"] = [{"name": each} for each in ("srt", "json")]
        answer = case.call_and_validate(checks=CHECKS, headers=service.headers)
        # Or nothing would have been tried. Passwords are changed by who signed in with one, not by keys.
        assert answer.status_code not in {401, 429}
        assert answer.status_code != 403 or "/me/" in path

    answered()
