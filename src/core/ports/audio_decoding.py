"""From a file to samples."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.transcript import Media
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.progress import Progress


class ChannelMode(StrEnum):
    """What to do with several channels."""

    MIX = "mix"
    """Mix them down to one."""
    SEPARATE = "separate"
    """Keep them: one speaker a channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedAudio:
    """The audio of one recording.

    Attributes:
        waveforms: one, or one a channel with `ChannelMode.SEPARATE`; all of the same length.
        media: what the file was.
        notices: what could not be decoded, with a code and a sentence each.
    """

    waveforms: tuple[Waveform, ...]
    media: Media
    notices: tuple[Notice, ...] = ()


class AudioDecoder(Protocol):
    """Decodes anything that a person may upload, including files made to do harm."""

    def decode(self, path: Path, *, channels: ChannelMode, progress: Progress) -> DecodedAudio:
        """Decode the first audio track to 16 kHz float32.

        Raises:
            MediaError: a subclass by what is wrong with the file.
            ResourceExhaustedError: no room for the decoded samples.
            JobCancelledError: through `progress`.
        """
