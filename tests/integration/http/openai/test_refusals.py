"""What OpenAI's client is told when something is wrong."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI

from exact_transcription.core.domain.errors import (
    InvalidRequestError,
    JobCancelledError,
    ModelNotAvailableError,
    NotMediaError,
)
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.progress import ProgressListener
from exact_transcription.core.usecases.transcribe import TranscribeRequest
from tests.fakes.pipeline import Script
from tests.integration.http.openai.conftest import SLOTS, Service

TALK = ("talk.wav", b"sound" * 100)


def raising(error: Exception) -> Script:
    def script(_request: TranscribeRequest, _listener: ProgressListener) -> Transcript:
        raise error

    return script


class Endless:
    """Works until it is told to stop."""

    def __init__(self) -> None:
        self.began = threading.Semaphore(0)
        self.stopped = threading.Semaphore(0)

    def __call__(self, _request: TranscribeRequest, listener: ProgressListener) -> Transcript:
        self.began.release()
        while not listener.cancelled():
            time.sleep(0.02)
        self.stopped.release()
        raise JobCancelledError("stopped")


@pytest.fixture
def endless(service: Service) -> Endless:
    script = Endless()
    service.pipeline.script = script
    return script


def refused(call: Callable[[], object], status: int) -> dict[str, Any]:
    """The body of the error that `call` is answered with."""
    with pytest.raises(openai.APIStatusError) as caught:
        call()
    body = caught.value.response.json()
    assert caught.value.status_code == status, body
    assert set(body) == {"error"}
    assert set(body["error"]) == {"message", "type", "param", "code"}
    assert body["error"]["message"]
    found: dict[str, Any] = body["error"]
    return found


def ask(service: Service, **fields: Any) -> Callable[[], object]:
    values = {"file": TALK, "model": "whisper-1"} | fields
    return lambda: service.client.audio.transcriptions.create(**values)


@pytest.mark.parametrize(
    ("fields", "param", "code"),
    [
        ({"response_format": "docx"}, "response_format", "invalid_value"),
        ({"language": "english"}, "language", "invalid_value"),
        ({"temperature": 3}, "temperature", "invalid_value"),
        ({"timestamp_granularities": ["letter"]}, "timestamp_granularities", "invalid_value"),
        ({"known_speaker_names": ["Ann"]}, "known_speaker_names", "unsupported_parameter"),
        ({"response_format": "srt", "stream": True}, "stream", "unsupported_value"),
    ],
)
def test_a_wrong_parameter_is_named(service: Service, fields: dict[str, Any], param: str, code: str) -> None:
    error = refused(ask(service, **fields), 400)
    assert (error["type"], error["param"], error["code"]) == ("invalid_request_error", param, code)
    assert service.pipeline.asked == []


@pytest.mark.parametrize(
    "model", ["gpt-5", "/etc", "../models", "./base", "Systran/faster-whisper-tiny", " "]
)
def test_a_model_is_a_known_name_and_never_a_path(service: Service, model: str) -> None:
    error = refused(ask(service, model=model), 404)
    assert (error["code"], error["param"]) == ("model_not_found", "model")


def test_a_folder_is_no_model_even_if_it_is_there(service: Service, tmp_path: Path) -> None:
    refused(ask(service, model=str(tmp_path)), 404)
    assert service.pipeline.asked == []


@pytest.mark.parametrize(("fields", "param"), [({"model": "whisper-1"}, "file"), ({}, "file")])
def test_what_is_missing_is_named(service: Service, fields: dict[str, str], param: str) -> None:
    answer = httpx.post(f"{service.server.address}/v1/audio/transcriptions", data=fields, files={"x": b""})
    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == param
    assert answer.json()["error"]["code"] == "missing_required_parameter"


def test_what_is_unknown_is_ignored(service: Service) -> None:
    answer = service.client.audio.transcriptions.create(
        file=TALK, model="whisper-1", extra_body={"new_thing": "1", "other[]": ["2"]}
    )
    assert answer.text


def test_a_body_that_is_no_form_is_refused(service: Service) -> None:
    answer = httpx.post(f"{service.server.address}/v1/audio/transcriptions", json={"model": "whisper-1"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "unsupported_content_type")


def test_other_addresses_of_the_api_say_that_they_are_not_here(service: Service) -> None:
    error = refused(service.client.files.list, 404)
    assert error["code"] == "unknown_url"
    error = refused(lambda: service.client.models.retrieve("gpt-5"), 404)
    assert error["code"] == "model_not_found"


@pytest.mark.parametrize(
    ("reason", "status", "code", "param"),
    [
        (NotMediaError("This is no recording."), 400, "media_not_recognised", "file"),
        (InvalidRequestError("The model does not know it."), 400, "invalid_request", None),
        (ModelNotAvailableError("It is not here."), 500, "model_not_available", None),
        (ZeroDivisionError("secret"), 500, "internal", None),
    ],
)
def test_a_job_that_fails_says_why(
    service: Service, reason: Exception, status: int, code: str, param: str | None
) -> None:
    service.pipeline.script = raising(reason)
    error = refused(ask(service), status)
    assert (error["code"], error["param"]) == (code, param)
    assert "secret" not in error["message"]
    assert service.jobs() == []


def test_a_stream_whose_job_fails_ends_with_the_error(service: Service) -> None:
    service.pipeline.script = raising(NotMediaError("This is no recording."))
    with pytest.raises(openai.APIError, match="no recording"):
        list(service.client.audio.transcriptions.create(file=TALK, model="whisper-1", stream=True))
    assert service.nothing_left()


def test_who_waits_too_long_is_told_and_the_work_stops(service: Service, endless: Endless) -> None:
    error = refused(ask(service), 504)
    assert (error["type"], error["code"]) == ("server_error", "timed_out")
    assert endless.stopped.acquire(timeout=10)
    assert service.jobs() == []


def test_who_leaves_cancels_the_work(service: Service, endless: Endless) -> None:
    impatient = service.client.with_options(timeout=1.5)
    with pytest.raises(openai.APITimeoutError):
        impatient.audio.transcriptions.create(file=TALK, model="whisper-1")
    assert endless.stopped.acquire(timeout=5)
    assert service.nothing_left()


def test_who_leaves_a_stream_cancels_the_work(service: Service, endless: Endless) -> None:
    stream = service.client.audio.transcriptions.create(file=TALK, model="whisper-1", stream=True)
    assert endless.began.acquire(timeout=10)
    stream.close()
    assert endless.stopped.acquire(timeout=5)
    assert service.nothing_left()


def test_more_than_may_wait_are_told_to_come_again(service: Service, endless: Endless) -> None:
    with ThreadPoolExecutor(SLOTS) as pool:
        waiting = [pool.submit(_timed_out, service.client) for _ in range(SLOTS)]
        assert endless.began.acquire(timeout=10)
        codes = {_code(service.client) for _ in range(3)}
        assert "too_many_waiting" in codes
        assert all(each.result() for each in waiting)


def _timed_out(client: OpenAI) -> bool:
    return _code(client) in {"timed_out", "too_many_waiting"}


def _code(client: OpenAI) -> str:
    with pytest.raises(openai.APIStatusError) as caught:
        client.audio.transcriptions.create(file=TALK, model="whisper-1")
    return str(caught.value.code)
