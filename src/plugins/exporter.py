"""What a format that transcripts are written in has to bring."""

from abc import ABC, abstractmethod
from typing import BinaryIO, ClassVar, Generic

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.options import OptionsT


class Exporter(ABC, Generic[OptionsT]):
    """Writes transcripts in one format. One object serves many threads, so it keeps nothing between calls.

    Attributes:
        name: lower-case letters, digits and hyphens; what people type.
        title: what people call the format.
        description: one or two sentences: what it is for and what it holds.
        extension: of its files, with the dot.
        media_type: as in HTTP; the contract takes `text/*`, `*json` and `*xml` to be UTF-8 text.
        options: the class of its options; `Options` itself where there are none.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    description: ClassVar[str]
    extension: ClassVar[str]
    media_type: ClassVar[str]
    options: type[OptionsT]

    @abstractmethod
    def write(self, transcript: Transcript, stream: BinaryIO, options: OptionsT) -> None:
        """Write a transcript.

        The same transcript and options must always give the same bytes: no clock, no randomness, no locale,
        time zone or order of a set. A transcript without words gives a valid empty document. Times are
        formatted from whole milliseconds (`formatting.times`).

        Args:
            transcript: what to write; speakers, confidences and pauses may all be missing.
            stream: takes bytes in their order; it cannot seek, and is not the exporter's to close.
            options: checked already.

        Raises:
            InvalidRequestError: this transcript cannot be written as asked; the message says why.
        """
