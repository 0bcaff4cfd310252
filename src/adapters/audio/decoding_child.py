"""Runs the decoding process and keeps watch over it."""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, BinaryIO, Final

from exact_transcription.adapters.audio.limits import DecodeLimits
from exact_transcription.core.domain import errors
from exact_transcription.core.domain.errors import (
    ExactTranscriptionError,
    MediaLimitError,
    NotMediaError,
    ResourceExhaustedError,
)
from exact_transcription.core.ports.progress import Progress

_MODULE: Final = "exact_transcription.adapters.audio.decoding_process"
_ROOT: Final = str(Path(__file__).parents[3])
_POLL_S: Final = 0.2
_LONGEST_MESSAGE: Final = 1024 * 1024
_LOG_BYTES: Final = 4000
_ERRORS: Final = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, ExactTranscriptionError)
}


def decode_in_child(
    media: BinaryIO, outputs: Sequence[IO[bytes]], *, separate: bool, limits: DecodeLimits, progress: Progress
) -> Mapping[str, Any]:
    """Decode a file in a process of its own; returns the fields of `Transcoded`.

    Raises:
        MediaError: what is wrong with the file, or a limit that it exceeds.
        ResourceExhaustedError: no room for the samples, or no process could be started.
        JobCancelledError: through `progress`; the process has been killed.
    """
    request = {
        "limits": asdict(limits),
        "outputs": [output.fileno() for output in outputs],
        "parent": os.getpid(),
        "separate": separate,
    }
    with tempfile.TemporaryFile() as log, _started(request, media, outputs, log) as process:
        answer = _follow(process, limits, progress)
        if answer is None:
            raise _death(process.wait(), _tail(log))
    if "error" in answer:
        kind = _ERRORS.get(answer["error"], NotMediaError)
        raise kind(answer["message"], hint=answer["hint"])
    done: Mapping[str, Any] = answer["done"]
    return done


@contextmanager
def _started(
    request: Mapping[str, Any], media: BinaryIO, outputs: Sequence[IO[bytes]], log: IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    try:
        # The path of the file is not passed on: there is nothing beside it that the child could name.
        process = subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter
            [sys.executable, "-P", "-m", _MODULE, json.dumps(request)],
            stdin=media,
            stdout=subprocess.PIPE,
            stderr=log,
            pass_fds=[output.fileno() for output in outputs],
            cwd="/",
            env=_environment(),
            start_new_session=True,
        )
    except OSError as error:
        raise ResourceExhaustedError(
            "No decoding process could be started.", hint="The machine is short of memory or of processes."
        ) from error
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _environment() -> dict[str, str]:
    """As little as Python and FFmpeg need: tokens and passwords stay here."""
    kept = {
        name: os.environ[name] for name in ("LD_LIBRARY_PATH", "PATH", "VIRTUAL_ENV") if name in os.environ
    }
    paths = [_ROOT, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return kept | {
        "PYTHONPATH": os.pathsep.join(os.path.abspath(path) for path in paths),  # noqa: PTH100 - a string
        "LANG": "C.UTF-8",
        # One thread each: the arrays are small, and every idle thread maps megabytes of address space.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


def _follow(
    process: subprocess.Popen[bytes], limits: DecodeLimits, progress: Progress
) -> dict[str, Any] | None:
    """Pass on progress until the process gives its answer; None if it dies without one."""
    watch = _Watch(limits)
    done = 0.0
    for message in _messages(process):
        if message is not None and "progress" not in message and "ready" not in message:
            progress.advance(1.0)
            return message
        if message is not None and "progress" in message:
            done = max(done, float(message["progress"]))
            watch.alive()
        watch.check()
        progress.advance(done)
    return None


def _messages(process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any] | None]:
    """Messages as they come, and None whenever none came for a while."""
    assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
    descriptor = process.stdout.fileno()
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    buffer = b""
    while True:
        if not poll.poll(_POLL_S * 1000):
            yield None
            continue
        data = os.read(descriptor, 65536)
        if not data:
            return
        *lines, buffer = (buffer + data).split(b"\n")
        for line in lines:
            # A process that was taken over by a hostile file may say anything.
            with suppress(ValueError, TypeError):
                yield dict(json.loads(line))
        if len(buffer) > _LONGEST_MESSAGE:
            return


class _Watch:
    """Looks at the clock."""

    def __init__(self, limits: DecodeLimits) -> None:
        self._limits = limits
        self._begun = self._last = time.monotonic()

    def alive(self) -> None:
        """The process made progress."""
        self._last = time.monotonic()

    def check(self) -> None:
        """Raise if it takes too long."""
        now = time.monotonic()
        if now - self._begun > self._limits.max_wall_s or now - self._last > self._limits.max_stall_s:
            raise MediaLimitError(
                f"Decoding was stopped after {now - self._begun:.0f} s: the file takes too long.",
                hint="It may be damaged; otherwise raise the limits on decoding time.",
            )


def _death(status: int, log: str) -> ExactTranscriptionError:
    """What the end of a process without an answer means."""
    cause = ChildProcessError(f"the decoding process ended with status {status}: {log}")
    error: ExactTranscriptionError
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        error = MediaLimitError(
            "Decoding was stopped by the system: the file needs too much time or memory.",
            hint="It may be damaged; otherwise give the machine more memory.",
        )
    elif status < 0:
        error = NotMediaError("The file is damaged so badly that the decoder failed on it.", hint="Check it.")
    else:
        error = ExactTranscriptionError(
            "The decoder stopped unexpectedly.", hint="This is a fault of the program; its log says more."
        )
    error.__cause__ = cause
    return error


def _tail(log: IO[bytes]) -> str:
    size = log.seek(0, os.SEEK_END)
    log.seek(max(0, size - _LOG_BYTES))
    return log.read().decode(errors="replace").strip()
