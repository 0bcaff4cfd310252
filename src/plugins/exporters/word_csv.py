"""A table of words for spreadsheets and statistics."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Literal

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.formatting.buffered_text import BufferedText
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import decimal_seconds, milliseconds
from exact_transcription.plugins.formatting.utterances import utterances

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_FORMULA_STARTS = ("=", "+", "-", "@")


class CsvOptions(Options):
    """What the table can look like."""

    delimiter: Literal["comma", "semicolon", "tab"] = option("comma", help="What stands between the fields.")
    byte_order_mark: bool = option(
        default=False, help="Begin with a byte order mark, by which Excel recognises UTF-8."
    )
    guard_formulas: bool = option(
        default=False,
        help="Put an apostrophe before texts that a spreadsheet would take for a formula.",
    )


class CsvExporter(Exporter[CsvOptions]):
    """One line a word: start, end, speaker, text, confidence, provenance (RFC 4180)."""

    name = "csv"
    title = "Word table"
    description = "A line a word with start, end, speaker, text, confidence and where the time comes from."
    extension = ".csv"
    media_type = "text/csv"
    options = CsvOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: CsvOptions) -> None:
        """Write the header and the lines; text without word times takes one line without confidence."""
        with BufferedText(stream) as text:
            if options.byte_order_mark:
                text.write("\ufeff")
            table = csv.writer(text, delimiter=_DELIMITERS[options.delimiter], lineterminator="\r\n")
            table.writerow(["start", "end", "speaker", "text", "confidence", "provenance"])
            for row in _rows(transcript):
                table.writerow([_guarded(cell) for cell in row] if options.guard_formulas else row)


def _rows(transcript: Transcript) -> Iterator[list[str]]:
    labels = speaker_labels(transcript)
    for said in utterances(transcript, join=False):
        label = labels[said.speaker]
        if not said.words:
            yield [_seconds(said.span.start), _seconds(said.span.end), label, said.text, "", ""]
        for word in said.words:
            start, end = _seconds(word.span.start), _seconds(word.span.end)
            yield [start, end, label, word.text, f"{word.confidence:.3f}", word.provenance.value]


def _seconds(seconds: float) -> str:
    return decimal_seconds(milliseconds(seconds))


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [CsvExporter()]
