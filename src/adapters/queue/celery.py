"""Celery on Redis or RabbitMQ: a queue for workers on many machines."""

import errno
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from amqp.exceptions import AMQPError
from celery import Celery
from celery.worker import WorkController, state
from celery.worker.consumer import Consumer
from kombu import Queue
from kombu.exceptions import KombuError

from exact_transcription.core.domain.errors import ServiceUnavailableError
from exact_transcription.core.domain.job import MAX_PRIORITY
from exact_transcription.core.ports.job_queue import StopSignal

TASK = "exact_transcription.run_job"

_LONGEST_JOB = 12 * 3600
"""Seconds after which a broker gives an unacknowledged message to somebody else."""

_TIMEOUT = 4.0
_LOOK_UP = 0.2


class CeleryJobQueue:
    """Messages are acknowledged when the job was handled, so that those of a killed worker come back.

    Workers run in threads: the connection's heartbeats go on while a job runs for hours.
    """

    def __init__(self, *, url: str, name: str = "exact-jobs") -> None:
        """Use the broker at `url` (`redis://…` or `amqp://…`) with a queue called `name`."""
        self._redis = url.startswith(("redis://", "rediss://", "sentinel://"))
        self._queue = Queue(
            name,
            queue_arguments={
                "x-max-priority": MAX_PRIORITY,
                "x-consumer-timeout": _LONGEST_JOB * 1000,
            },
        )
        self._app = Celery("exact-transcription", broker=url, set_as_current=False)
        self._app.conf.update(_settings(self._queue, redis=self._redis))
        self._handle: Callable[[str], None] = _nobody

        def run_job(job_id: str) -> None:
            self._handle(job_id)

        self._task: Any = self._app.task(run_job, name=TASK, shared=False)

    def enqueue(self, job_id: str, *, priority: int, delay: float = 0.0) -> None:
        """See `JobQueue.enqueue`."""
        with _translated():
            self._task.apply_async(
                args=(job_id,), priority=self._priority(priority), countdown=delay if delay > 0 else None
            )

    def depth(self) -> int:
        """See `JobQueue.depth`; delayed messages that no worker holds are counted too."""
        with _translated(), self._app.connection_for_read() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=_TIMEOUT)
            found = self._queue(connection.default_channel).queue_declare()
            return int(found.message_count)

    def consume(self, handle: Callable[[str], None], stop: StopSignal, *, concurrency: int = 1) -> None:
        """See `JobQueue.consume`; one process can do this once at a time, for Celery's state is global."""
        self._handle = handle
        # The threads that handle messages ask for the application that all of the process uses.
        self._app.set_default()
        worker = _Worker(
            app=self._app,
            consumer_cls=_Consumer,
            pool_cls="threads",
            concurrency=concurrency,
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
        )
        thread = threading.Thread(target=worker.start, name="celery", daemon=True)
        thread.start()
        while thread.is_alive() and not stop.wait(0.1):
            pass
        ended_by_itself = not stop.is_set()
        # Celery ends its loop by itself when it sees this, after the jobs that are running.
        state.should_stop = 0
        thread.join()
        state.should_stop = None
        if ended_by_itself:
            raise ServiceUnavailableError(
                "Taking messages from the queue has ended with an error, which the log tells.",
                hint="Start the worker again; jobs that it had begun go on by themselves.",
            )

    def close(self) -> None:
        """Close the connections that are kept for sending."""
        self._app.close()

    def purge(self) -> None:
        """Delete the queue with all its messages."""
        with _translated(), self._app.connection_for_write() as connection:
            self._queue(connection.default_channel).delete()

    def _priority(self, priority: int) -> int:
        # Redis knows lists that are looked at one after the other, the first being the most urgent one.
        return MAX_PRIORITY - priority if self._redis else priority


class _Worker(WorkController):  # type: ignore[misc]  # vendor class without types
    """Celery's worker inside a process that has its own handling of signals and of logs."""

    def on_consumer_ready(self, consumer: Any) -> None:
        # The loop sleeps until there is an event; whether it should stop, it only looks up when awake.
        consumer.hub.call_repeatedly(_LOOK_UP, _nothing)


class _Consumer(Consumer):  # type: ignore[misc]  # vendor class without types
    """Celery's consumer that connects anew when it could not acknowledge a message.

    Celery only logs that. With Redis the message goes on counting as one that is worked on, and where that is
    as many as may be, no more are asked for: nothing is sent or read any more, so that the loss of the
    connection is never noticed, and the worker idles for good.
    """

    def call_soon_ack(self, settle: Callable[..., None], *args: Any, **options: Any) -> Any:
        return super().call_soon_ack(self._settle, settle, *args, **options)

    def _settle(self, settle: Any, *args: Any, **options: Any) -> None:
        settle(*args, **options)
        message = settle.__self__
        # A message of a connection before this one cannot be acknowledged, and says nothing of this one.
        if not message.acknowledged and message.channel is self.task_consumer.channel:
            self.hub.call_soon(_lost)


def _lost() -> None:
    raise ConnectionResetError(errno.ECONNRESET, "A message could not be acknowledged.")


def _nothing() -> None:
    pass


def _settings(queue: Queue, *, redis: bool) -> dict[str, object]:
    options: dict[str, object] = {"socket_connect_timeout": _TIMEOUT}
    if redis:
        options |= {
            "global_keyprefix": f"{queue.name}.",
            "visibility_timeout": _LONGEST_JOB,
            "priority_steps": list(range(MAX_PRIORITY + 1)),
            "sep": ":",
            "queue_order_strategy": "priority",
        }
    return {
        "accept_content": ["json"],
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_connection_timeout": _TIMEOUT,
        "broker_transport_options": options,
        "enable_utc": True,
        "task_acks_late": True,
        "task_default_queue": queue.name,
        "task_ignore_result": True,
        "task_publish_retry_policy": {"max_retries": 1, "interval_start": 0, "interval_max": 0.2},
        "task_queues": [queue],
        "task_reject_on_worker_lost": True,
        "task_serializer": "json",
        "worker_enable_remote_control": False,
        "worker_hijack_root_logger": False,
        "worker_prefetch_multiplier": 1,
    }


def _nobody(job_id: str) -> None:
    raise LookupError(job_id)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (KombuError, AMQPError, OSError) as error:
        raise ServiceUnavailableError(
            f"The queue does not answer: {type(error).__name__}: {error}.",
            hint="It is tried again by itself; check that the broker runs and can be reached.",
        ) from error
