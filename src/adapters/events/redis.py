"""Following jobs with Redis saying which ones changed."""

import contextlib
import time
from typing import Any

from redis import Redis, RedisError

from exact_transcription.adapters.events.following import Following
from exact_transcription.core.domain.job import Job
from exact_transcription.core.ports.job_repository import JobRepository

_TIMEOUT = 2.0
_REST = 5.0
"""Seconds for which nothing is published after Redis did not answer, so that workers do not wait for it."""


class RedisEventStream(Following):
    """Messages carry ids only; what happened is read from the record, which is also looked at now and then.

    So a message that is lost (Redis keeps none for who is away) delays an event and never loses one.
    """

    def __init__(
        self, *, url: str, jobs: JobRepository, channel: str = "exact:jobs", interval: float = 3.0
    ) -> None:
        """Use the Redis at `url`; every `interval` seconds all followed records are looked at anyway."""
        super().__init__(jobs=jobs, bell=lambda: _RedisBell(url, channel, interval))
        self._channel = channel
        self._client = Redis.from_url(url, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT)
        self._quiet_until = 0.0

    def publish(self, job: Job) -> None:
        """See `EventStream.publish`."""
        if time.monotonic() < self._quiet_until:
            return
        try:
            self._client.publish(self._channel, job.id)
        except (RedisError, OSError):
            self._quiet_until = time.monotonic() + _REST

    def close(self) -> None:
        """See `EventStream.close`."""
        super().close()
        self._client.close()


class _RedisBell:
    """Rings for every message; while Redis does not answer, for everything once in an interval."""

    def __init__(self, url: str, channel: str, interval: float) -> None:
        self._client = Redis.from_url(url, socket_connect_timeout=_TIMEOUT)
        self._channel, self._interval = channel, interval
        self._listening: Any = None
        self._looked = time.monotonic()

    def wait(self) -> set[str] | None:
        left = self._looked + self._interval - time.monotonic()
        try:
            rung = self._messages(left) if left > 0 else set()
        except (RedisError, OSError):
            self._stop_listening()
            time.sleep(max(0.0, min(left, 1.0)))
            rung = set()
        if rung:
            return rung
        self._looked = time.monotonic()
        return None

    def close(self) -> None:
        self._stop_listening()
        self._client.close()

    def _messages(self, seconds: float) -> set[str]:
        if self._listening is None:
            listening: Any = self._client.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
            listening.subscribe(self._channel)
            self._listening = listening
            return set()
        rung: set[str] = set()
        message = self._listening.get_message(timeout=seconds)
        while message is not None:
            rung.add(message["data"].decode())
            message = self._listening.get_message(timeout=0)
        return rung

    def _stop_listening(self) -> None:
        with contextlib.suppress(RedisError, OSError):
            if self._listening is not None:
                self._listening.close()
        self._listening = None
