"""Where events of the process are written."""

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from exact_transcription.entrypoints.logs import configure_logs


@pytest.fixture(autouse=True)
def root_handlers() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_events_go_to_the_standard_error_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    log = structlog.get_logger()
    monkeypatch.setattr(sys, "stderr", before := io.StringIO())
    configure_logs(style="json")
    log.info("started")
    monkeypatch.setattr(sys, "stderr", after := io.StringIO())
    log.info("went_on")
    logging.getLogger("vendor").warning("something")
    assert [json.loads(line)["event"] for line in before.getvalue().splitlines()] == ["started"]
    assert [json.loads(line)["event"] for line in after.getvalue().splitlines()] == ["went_on", "something"]
