"""Time-marked conversation: words with times, for scoring tools (NIST SCTK)."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.formatting.buffered_text import BufferedText
from exact_transcription.plugins.formatting.speakers import as_token, media_token
from exact_transcription.plugins.formatting.times import decimal_seconds, milliseconds


class CtmOptions(Options):
    """How things are named."""

    uri: str = option("", help="Name of the recording; its file name without extension unless given.")
    channel: str = option("1", help="Name of the channel.")


class CtmExporter(Exporter[CtmOptions]):
    """`F C BT DUR WORD CONF`, sorted by begin time, seconds with three decimals."""

    name = "ctm"
    title = "CTM words"
    description = "A line a word with time and confidence, for scoring tools; holds no speakers."
    extension = ".ctm"
    media_type = "text/plain"
    options = CtmOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: CtmOptions) -> None:
        """Write the words; a comment stands for text whose words have no times."""
        head = f"{as_token(options.uri) or media_token(transcript)} {as_token(options.channel) or '1'}"
        words = sorted(
            (milliseconds(word.span.start), number, word) for number, word in enumerate(transcript.words)
        )
        with BufferedText(stream) as text:
            missing = sum(1 for segment in transcript.segments if segment.text and not segment.words)
            if missing:
                text.write(f";; segments without word times, left out: {missing}\n")
            for start, _, word in words:
                length = milliseconds(word.span.end) - start
                times = f"{decimal_seconds(start)} {decimal_seconds(length)}"
                text.write(f"{head} {times} {as_token(word.text) or '_'} {word.confidence:.3f}\n")


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [CtmExporter()]
