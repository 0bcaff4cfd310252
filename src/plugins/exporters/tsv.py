"""Tab-separated values as Whisper and WhisperX write them."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.formatting.buffered_text import BufferedText
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import milliseconds
from exact_transcription.plugins.formatting.utterances import utterances


class TsvOptions(Options):
    """What the table can look like."""

    speakers: bool = option(default=False, help="Begin each text with the speaker's name in brackets.")


class TsvExporter(Exporter[TsvOptions]):
    """`start`, `end` in whole milliseconds, `text`; a line a segment and speaker."""

    name = "tsv"
    title = "Tab-separated segments"
    description = "WhisperX's table: start and end in whole milliseconds, and the text; a line a segment."
    extension = ".tsv"
    media_type = "text/tab-separated-values"
    options = TsvOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: TsvOptions) -> None:
        """Write the header and the lines."""
        labels = speaker_labels(transcript)
        with BufferedText(stream) as text:
            text.write("start\tend\ttext\n")
            for said in utterances(transcript, join=False):
                label = labels[said.speaker] if options.speakers else ""
                head = f"[{label}]: " if label else ""
                start, end = milliseconds(said.span.start), milliseconds(said.span.end)
                text.write(f"{start}\t{end}\t{head}{said.text}\n")


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [TsvExporter()]
