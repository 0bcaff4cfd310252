"""Decoding with FFmpeg's libraries (PyAV), in a process that may be lost."""

import mmap
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO

import numpy as np

from exact_transcription.adapters.audio.decoding_child import decode_in_child
from exact_transcription.adapters.audio.limits import DecodeLimits
from exact_transcription.core.domain.errors import (
    EmptyMediaError,
    MediaLimitError,
    MediaNotFoundError,
    NotMediaError,
    ResourceExhaustedError,
)
from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.audio_decoding import ChannelMode, DecodedAudio
from exact_transcription.core.ports.progress import Progress

_BYTES = np.dtype(np.float32).itemsize


class PyAvDecoder:
    """Decodes anything in a container and codec on the allow-list.

    Each file is decoded by a process of its own that has the file's bytes and nothing else: no name, no other
    file, no network, and limits on time, memory and output. It writes the samples to temporary files without
    a name, which are gone when the last waveform is.
    """

    def __init__(
        self,
        *,
        limits: DecodeLimits | None = None,
        scratch: Path | None = None,
        in_memory_s: float = 300.0,
    ) -> None:
        """Keep the settings; nothing is started.

        Args:
            limits: what a file may cost.
            scratch: folder for decoded samples (64 kB a second and waveform); the system's own if None.
            in_memory_s: up to this length a waveform is copied to memory, beyond it stays a mapped file.
        """
        self._limits = DecodeLimits() if limits is None else limits
        self._scratch = scratch
        self._in_memory_s = in_memory_s

    def decode(self, path: Path, *, channels: ChannelMode, progress: Progress) -> DecodedAudio:
        """Decode the first audio track to 16 kHz float32; see the port."""
        separate = channels is ChannelMode.SEPARATE
        with ExitStack() as stack:
            media = stack.enter_context(_opened(path, self._limits))
            outputs = [
                stack.enter_context(self._scratch_file())
                for _ in range(self._limits.max_channels if separate else 1)
            ]
            done = decode_in_child(media, outputs, separate=separate, limits=self._limits, progress=progress)
            waveforms = tuple(
                self._waveform(output, int(done["samples"])) for output in outputs[: int(done["waveforms"])]
            )
        return DecodedAudio(
            waveforms=waveforms,
            media=Media(
                name=path.name,
                duration=waveforms[0].duration,
                container=str(done["container"]),
                codec=str(done["codec"]),
                sample_rate=int(done["sample_rate"]),
                channels=int(done["channels"]),
            ),
            notices=tuple(_notice(notice) for notice in done["notices"]),
        )

    def _scratch_file(self) -> IO[bytes]:
        try:
            return tempfile.TemporaryFile(dir=self._scratch)
        except OSError as error:
            raise ResourceExhaustedError(
                f"No temporary file can be made: {error.strerror}.",
                hint="Check the scratch folder and its free room.",
            ) from error

    def _waveform(self, file: IO[bytes], samples: int) -> Waveform:
        if samples <= self._in_memory_s * SAMPLE_RATE:
            return Waveform(np.frombuffer(os.pread(file.fileno(), samples * _BYTES, 0), dtype=np.float32))
        mapped = mmap.mmap(file.fileno(), samples * _BYTES, access=mmap.ACCESS_READ)
        return Waveform(np.frombuffer(mapped, dtype=np.float32))


@contextmanager
def _opened(path: Path, limits: DecodeLimits) -> Iterator[BinaryIO]:
    """Open a file, but nothing that only looks like one: pipes and devices may block or never end."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise MediaNotFoundError(f"There is no file {path}.", hint="Check the path.") from error
    except (OSError, ValueError) as error:
        raise MediaNotFoundError(
            f"The file {path} cannot be read: {error}.", hint="Check its permissions."
        ) from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise NotMediaError(f"{path} is not a file.", hint="Give the path of an audio or video file.")
    with os.fdopen(descriptor, "rb", buffering=0) as stream:
        if status.st_size == 0:
            raise EmptyMediaError(
                f"The file {path.name} is empty.", hint="The upload or the copy may have been cut off."
            )
        if status.st_size > limits.max_bytes:
            raise MediaLimitError(
                f"The file {path.name} has {status.st_size / 1e9:.1f} GB; "
                f"at most {limits.max_bytes / 1e9:.1f} GB are allowed.",
                hint="Extract its audio track first, or raise the limit on size.",
            )
        yield stream


def _notice(fields: Mapping[str, Any]) -> Notice:
    span = fields["span"]
    return Notice(
        code=str(fields["code"]),
        message=str(fields["message"]),
        span=None if span is None else TimeSpan(start=float(span["start"]), end=float(span["end"])),
    )
