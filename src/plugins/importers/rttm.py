"""Rich Transcription Time Marked: speaker turns, read back."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Importer, Options, hookimpl, option
from exact_transcription.plugins.formatting.times import milliseconds
from exact_transcription.plugins.reading.assembly import Assembly, ReadTurn
from exact_transcription.plugins.reading.one_recording import chosen_recording
from exact_transcription.plugins.reading.text_files import in_line, read_text

_FIELDS = 8
"""Fields up to the speaker's; the last two are missing in older files."""


class RttmReadOptions(Options):
    """Which recording is read."""

    uri: str = option("", help="Name of the recording, if the file holds several.")


class RttmImporter(Importer[RttmReadOptions]):
    """Turns with overlap; no words."""

    name = "rttm"
    title = "RTTM speaker turns"
    description = "Who talks when, with overlap, e.g. a reference for evaluation; the format holds no words."
    extensions = (".rttm",)
    media_type = "text/plain"
    options = RttmReadOptions

    def read(self, stream: BinaryIO, options: RttmReadOptions) -> Transcript:
        """Read the SPEAKER lines of one recording."""
        turns: dict[str, list[ReadTurn]] = {}
        for number, line in enumerate(read_text(stream, "utf-8").split("\n"), start=1):
            fields = line.split()
            if not fields or fields[0].startswith(";;") or fields[0] != "SPEAKER":
                continue
            with in_line(number, line):
                uri, turn = _turn(fields)
            turns.setdefault(uri, []).append(turn)
        uri = chosen_recording(turns, options.uri)
        return Assembly(turns=turns.get(uri, []), media=uri).transcript()

    def recognizes(self, file_name: str, head: bytes) -> bool:
        """By its name, or its first line."""
        return super().recognizes(file_name, head) or head.startswith(b"SPEAKER ")


def _turn(fields: list[str]) -> tuple[str, ReadTurn]:
    if len(fields) < _FIELDS:
        raise ValueError(f"a SPEAKER line has at least {_FIELDS} fields")
    # Start plus duration in milliseconds: the sum of two decimals is not the decimal that was meant.
    start, duration = milliseconds(float(fields[3])), milliseconds(float(fields[4]))
    if start < 0 or duration < 0:
        raise ValueError("a time is negative")
    turn = ReadTurn(start=start / 1000, end=(start + duration) / 1000, speaker=fields[7])
    return fields[1], turn


@hookimpl
def exact_transcription_importers() -> Iterable[Importer[Any]]:
    """Give the format."""
    return [RttmImporter()]
