"""What logs leave out, and what they show where an operator asks for it."""

import json
import logging
import subprocess
import sys

import pytest

from exact_transcription.entrypoints.discretion import Discretion, outline

_PROGRAM = """
import logging, structlog
from exact_transcription.entrypoints.logs import configure_logs
configure_logs(style="json", details={details})
log = structlog.get_logger("exact_transcription.test")
def fail():
    try:
        raise KeyError("what was said")
    except KeyError as error:
        raise ValueError("talk with Ada.wav") from error
try:
    fail()
except ValueError:
    log.exception("failed", job_id="17", recording="talk with Ada.wav", title="Ada")
    logging.getLogger("huey").exception("it failed")
logging.getLogger("whisperx.alignment").warning('cannot align "what was said"')
logging.getLogger("celery").warning("the broker is away")
"""


def logged(*, details: bool) -> list[dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(details=details)], capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_without_details_no_name_and_nothing_that_was_said_is_written() -> None:
    events = logged(details=False)
    assert [event["event"][:8] for event in events] == ["failed", "it faile", "withheld", "the brok"]
    text = json.dumps(events)
    assert not [word for word in ("Ada", "what was said") if word in text]
    assert "ValueError" in events[0]["exception"]
    assert "KeyError" in events[0]["exception"]
    assert "in fail" in events[1]["exception"]
    assert events[0]["job_id"] == "17"


def test_with_details_everything_is_written() -> None:
    events = logged(details=True)
    assert events[0]["recording"] == "talk with Ada.wav"
    assert "ValueError: talk with Ada.wav" in events[0]["exception"]
    assert "what was said" in events[2]["event"]


def test_an_outline_of_an_error_that_causes_itself_ends() -> None:
    error = ValueError("x")
    error.__cause__ = error
    assert outline(error) == ["builtins.ValueError\n"]


@pytest.mark.parametrize("name", ["whisperx", "pyannote.audio", "faster_whisper"])
def test_vendors_that_hear_what_is_said_are_known(name: str) -> None:
    record = {"event": "Hello there", "logger": logging.getLogger(name).name}
    assert "Hello" not in Discretion(details=False)(None, "warning", record)["event"]
