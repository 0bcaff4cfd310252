"""What a format that transcripts are read from has to bring."""

from abc import ABC, abstractmethod
from pathlib import PurePath
from typing import BinaryIO, ClassVar, Generic

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.options import OptionsT


class Importer(ABC, Generic[OptionsT]):
    """Reads transcripts in one format. One object serves many threads, so it keeps nothing between calls.

    Attributes:
        name: lower-case letters, digits and hyphens; the exporter's of the same format, where there is one.
        title: what people call the format.
        description: one or two sentences: what is read, and what the format cannot hold.
        extensions: of its files, with the dot, lower case, the usual one first.
        media_type: as in HTTP.
        options: the class of its options; `Options` itself where there are none.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    description: ClassVar[str]
    extensions: ClassVar[tuple[str, ...]]
    media_type: ClassVar[str]
    options: type[OptionsT]

    @abstractmethod
    def read(self, stream: BinaryIO, options: OptionsT) -> Transcript:
        """Read a transcript. What the format does not say is left empty or unknown, never invented.

        Args:
            stream: the file's bytes, from the start.
            options: checked already.

        Raises:
            InvalidRequestError: the file is not in this format; the message says where.
        """

    def recognizes(self, file_name: str, head: bytes) -> bool:
        """Whether a file is in this format, by its name and its first bytes; by its name alone here."""
        del head
        return PurePath(file_name).suffix.lower() in self.extensions
