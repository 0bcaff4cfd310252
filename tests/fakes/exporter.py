"""A writer of transcripts with one format, for tests of use cases."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from exact_transcription.core.domain.errors import InvalidOptionError, UnknownFormatError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.format_description import (
    FormatDescription,
    OptionDescription,
    OptionKind,
)


class FakeTranscriptWriter:
    """Knows the format `txt`: a line a segment, in capitals if the option `shout` says so."""

    def __init__(self) -> None:
        self._description = FormatDescription(
            name="txt",
            title="Plain text",
            description="A line a segment.",
            extensions=(".txt",),
            media_type="text/plain",
            options=(
                OptionDescription(name="shout", kind=OptionKind.BOOLEAN, default=False, help="In capitals."),
            ),
            plugin="fake",
        )

    def formats(self) -> Sequence[str]:
        return ["txt"]

    def describe(self, name: str) -> FormatDescription:
        if name != "txt":
            raise UnknownFormatError(f"There is no format {name!r}.", hint="Known formats: txt.")
        return self._description

    def extension_of(self, name: str) -> str:
        return self.describe(name).extensions[0]

    def check_options(self, name: str, options: Mapping[str, object]) -> None:
        known = [option.name for option in self.describe(name).options]
        for option, value in options.items():
            if option not in known:
                raise InvalidOptionError(f"Unknown option {option!r}.", hint=f"It knows: {', '.join(known)}.")
            if value not in {True, False, "true", "false"}:
                raise InvalidOptionError(f"Wrong value {value!r} for the option {option!r}.")

    def write(
        self, name: str, transcript: Transcript, stream: BinaryIO, options: Mapping[str, object]
    ) -> None:
        self.check_options(name, options)
        shout = options.get("shout") in {True, "true"}
        stream.writelines(
            f"{segment.text.upper() if shout else segment.text}\n".encode() for segment in transcript.segments
        )
