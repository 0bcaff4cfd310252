"""Rich Transcription Time Marked: who talks when (NIST RT-09 evaluation plan)."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.formatting.buffered_text import BufferedText
from exact_transcription.plugins.formatting.speakers import as_label, media_token, token_labels
from exact_transcription.plugins.formatting.times import decimal_seconds, milliseconds
from exact_transcription.plugins.formatting.utterances import utterances


class RttmOptions(Options):
    """How things are named."""

    uri: str = option("", help="Name of the recording; its file name without extension unless given.")
    names: bool = option(default=True, help="Write speakers' names where they have some, else their ids.")


class RttmExporter(Exporter[RttmOptions]):
    """Ten fields a turn, seconds with three decimals; overlap is kept."""

    name = "rttm"
    title = "RTTM speaker turns"
    description = "Who talks when, with overlap, for diarization tools and evaluation; holds no words."
    extension = ".rttm"
    media_type = "text/plain"
    options = RttmOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: RttmOptions) -> None:
        """Write a line a turn; tools drop turns without length, so each lasts at least 1 ms."""
        uri = as_label(options.uri) or media_token(transcript)
        labels = token_labels(transcript, names=options.names)
        with BufferedText(stream) as text:
            for speaker, span in _turns(transcript):
                start = milliseconds(span.start)
                length = max(1, milliseconds(span.end) - start)
                times = f"{decimal_seconds(start)} {decimal_seconds(length)}"
                text.write(f"SPEAKER {uri} 1 {times} <NA> <NA> {labels[speaker]} <NA> <NA>\n")


def _turns(transcript: Transcript) -> Iterator[tuple[str | None, TimeSpan]]:
    """The measured turns or, where nobody was told apart, stretches of words of one unknown speaker."""
    turns: tuple[Turn, ...] = transcript.turns
    if turns:
        yield from ((turn.speaker, turn.span) for turn in turns)
    else:
        for said in utterances(transcript, max_silence=0.5, breaks=False, over_silence=False):
            yield said.speaker, said.span


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [RttmExporter()]
