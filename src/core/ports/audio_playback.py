"""A compact form of a recording that every browser plays, and clips of it."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.progress import Progress


class ClipFormat(StrEnum):
    """What a clip is written as."""

    WAV = "wav"
    MP3 = "mp3"


class PlaybackEncoder(Protocol):
    """Makes the compact form of decoded audio."""

    def encode(self, waveforms: Sequence[Waveform], path: Path, *, progress: Progress) -> None:
        """Write all channels, mixed, into the file `path`, in memory that does not grow with the length.

        Second 0 of what is played is the first sample, and any moment can be jumped to exactly.

        Raises:
            ResourceExhaustedError: there is no room for it.
            JobCancelledError: through `progress`.
        """


class PlaybackReader(Protocol):
    """Reads samples of the compact form."""

    def read(self, playback: BinaryIO, span: TimeSpan) -> Waveform:
        """The audio of a span; only the span, and no more than a second before it, is decoded.

        Args:
            playback: what an encoder wrote, seekable.
            span: of the recording; what reaches past the end is left out.

        Raises:
            NotMediaError: it is not what an encoder wrote.
        """


class ClipCutter(Protocol):
    """Cuts clips from the compact form."""

    def cut(
        self, playback: BinaryIO, span: TimeSpan, *, kind: ClipFormat, normalize: bool = False
    ) -> BinaryIO:
        """The audio of a span as a file; only the span, and no more than a second before it, is decoded.

        Args:
            playback: what an encoder wrote, seekable.
            span: of the recording; what reaches past the end is left out.
            kind: format of the clip.
            normalize: whether to make it as loud as it can be.

        Raises:
            EmptyMediaError: nothing is there, or no more than a few samples.
            NotMediaError: it is not what an encoder wrote.
        """
