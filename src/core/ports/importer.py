"""From a file that some other program wrote to a transcript."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO, Protocol

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.format_description import FormatDescription


class TranscriptReader(Protocol):
    """Reads transcripts in the formats that are installed; implemented by the plugin manager."""

    def readable_formats(self) -> Sequence[str]:
        """Names of all formats that can be read, sorted."""

    def describe_readable(self, name: str) -> FormatDescription:
        """What a readable format is and which options its importer has.

        Raises:
            UnknownFormatError: there is no such format; the message names the known ones.
        """

    def recognize_format(self, file_name: str, head: bytes) -> str:
        """The format of a file, from its name and its first bytes (some thousand are enough).

        Raises:
            UnknownFormatError: no importer takes it.
        """

    def read(self, name: str, stream: BinaryIO, options: Mapping[str, object]) -> Transcript:
        """Read a transcript.

        Raises:
            UnknownFormatError: there is no such format.
            InvalidOptionError: an option is unknown or has a wrong value.
            InvalidRequestError: the file is not in that format; the message says where.
            PluginError: the format's plugin failed; the message names it.
        """
