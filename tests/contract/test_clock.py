"""The contract of `Clock`."""

from datetime import timedelta

import pytest

from exact_transcription.adapters.clock import SystemClock
from exact_transcription.core.ports.clock import Clock
from tests.fakes.clock import FakeClock


@pytest.fixture(params=[FakeClock, SystemClock])
def clock(request: pytest.FixtureRequest) -> Clock:
    made: Clock = request.param()
    return made


def test_now_is_in_utc(clock: Clock) -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_neither_time_goes_back(clock: Clock) -> None:
    moments = [clock.now() for _ in range(100)]
    instants = [clock.monotonic() for _ in range(100)]
    assert moments == sorted(moments)
    assert instants == sorted(instants)
