"""From a transcript to a file that some other program reads."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO, Protocol

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.format_description import FormatDescription


class TranscriptWriter(Protocol):
    """Writes transcripts in the formats that are installed; implemented by the plugin manager."""

    def formats(self) -> Sequence[str]:
        """Names of all formats, sorted."""

    def describe(self, name: str) -> FormatDescription:
        """What a format is and which options it has.

        Raises:
            UnknownFormatError: there is no such format; the message names the known ones.
        """

    def extension_of(self, name: str) -> str:
        """File extension of a format with its dot, e.g. `.srt`.

        Raises:
            UnknownFormatError: there is no such format; the message names the known ones.
        """

    def check_options(self, name: str, options: Mapping[str, object]) -> None:
        """Check options before any work is done; values may be text, as they come from a command line.

        Raises:
            UnknownFormatError: there is no such format.
            InvalidOptionError: an option is unknown or has a wrong value; the message names the known ones.
        """

    def write(
        self, name: str, transcript: Transcript, stream: BinaryIO, options: Mapping[str, object]
    ) -> None:
        """Write a transcript. Where an error is raised, a part of the file may have been written.

        Raises:
            UnknownFormatError: there is no such format.
            InvalidOptionError: an option is unknown or has a wrong value.
            PluginError: the format's plugin failed; the message names it.
        """
