"""Label tracks of the Audacity sound editor."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Literal

from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.formatting.buffered_text import BufferedText
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import decimal_seconds, milliseconds
from exact_transcription.plugins.formatting.utterances import utterances


class AudacityOptions(Options):
    """What the labels are."""

    unit: Literal["segment", "word", "turn", "pause"] = option("segment", help="What gets a label.")
    speakers: bool = option(default=True, help="Begin each label with the speaker's name.")


class AudacityExporter(Exporter[AudacityOptions]):
    """`start`, `end` in seconds with six decimals as Audacity writes them, and the label."""

    name = "audacity"
    title = "Audacity labels"
    description = "A label track to see the words, segments, turns or pauses below the sound in Audacity."
    extension = ".labels.txt"
    media_type = "text/plain"
    options = AudacityOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: AudacityOptions) -> None:
        """Write a line a label."""
        labels = speaker_labels(transcript)
        with BufferedText(stream) as text:
            for span, speaker, content in _entries(transcript, options.unit):
                name = labels[speaker] if options.speakers or options.unit == "turn" else ""
                label = ": ".join(part for part in (name, content) if part)
                text.write(f"{_seconds(span.start)}\t{_seconds(span.end)}\t{label}\n")


def _entries(transcript: Transcript, unit: str) -> Iterator[tuple[TimeSpan, str | None, str]]:
    if unit == "turn":
        yield from ((turn.span, turn.speaker, "") for turn in transcript.turns)
    elif unit == "pause":
        yield from ((pause.span, None, pause.kind.value) for pause in transcript.pauses)
    else:
        for said in utterances(transcript, join=False):
            if unit == "word" and said.words:
                yield from ((word.span, word.speaker, word.text) for word in said.words)
            else:
                yield said.span, said.speaker, said.text


def _seconds(seconds: float) -> str:
    return f"{decimal_seconds(milliseconds(seconds))}000"


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [AudacityExporter()]
