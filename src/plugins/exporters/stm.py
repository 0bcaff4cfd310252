"""Segment time marks: reference text with speakers, for scoring tools (NIST SCTK)."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.formatting.buffered_text import BufferedText
from exact_transcription.plugins.formatting.speakers import as_token, media_token, token_labels
from exact_transcription.plugins.formatting.times import decimal_seconds, milliseconds
from exact_transcription.plugins.formatting.utterances import Utterance, utterances


class StmOptions(Options):
    """How things are named."""

    uri: str = option("", help="Name of the recording; its file name without extension unless given.")
    channel: str = option("1", help="Name of the channel.")
    label: str = option(
        "",
        help="Label such as O,F0,M in angle brackets: sclite reads it, MeetEval counts it as a word.",
    )
    names: bool = option(default=True, help="Write speakers' names where they have some, else their ids.")


class StmExporter(Exporter[StmOptions]):
    """`F C S BT ET [<LABEL>] text`, a line a segment and speaker, sorted by begin time."""

    name = "stm"
    title = "STM segments"
    description = "A line a segment with speaker, time and text, for scoring tools."
    extension = ".stm"
    media_type = "text/plain"
    options = StmOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: StmOptions) -> None:
        """Write the lines; none ends where it begins."""
        head = f"{as_token(options.uri) or media_token(transcript)} {as_token(options.channel) or '1'}"
        labels = token_labels(transcript, names=options.names)
        label = f"<{as_token(options.label).strip('<>')}> " if options.label.strip("<> ") else ""

        def by_time(said: Utterance) -> tuple[int, int]:
            return milliseconds(said.span.start), milliseconds(said.span.end)

        with BufferedText(stream) as text:
            for said in sorted(utterances(transcript, join=False), key=by_time):
                start, end = by_time(said)
                times = f"{decimal_seconds(start)} {decimal_seconds(max(end, start + 1))}"
                text.write(f"{head} {labels[said.speaker]} {times} {label}{said.text}\n")


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [StmExporter()]
