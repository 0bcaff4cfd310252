"""Transcripts as LRC, the lyrics that music players show line by line."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import milliseconds
from exact_transcription.plugins.formatting.utterances import Utterance, utterances


class LrcOptions(Options):
    """The command line, the API and the web page make their forms from these."""

    speakers: bool = option(default=True, help="Begin each line with the speaker's name.")
    word_times: bool = option(default=False, help="Write the time of every word (enhanced LRC).")
    offset: int = option(0, help="Show lyrics so many milliseconds earlier.", minimum=-60_000, maximum=60_000)


class LrcExporter(Exporter[LrcOptions]):
    """`[mm:ss.xx]text`, a line a segment and speaker."""

    name = "lrc"
    title = "LRC lyrics"
    description = "Lines with times, for music players that show lyrics."
    extension = ".lrc"
    media_type = "text/plain"
    options = LrcOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: LrcOptions) -> None:
        """Write the offset, if there is one, and the lines."""
        if options.offset:
            stream.write(f"[offset:{options.offset:+d}]\n".encode())
        labels = speaker_labels(transcript)
        for said in utterances(transcript, join=False):
            label = labels[said.speaker] if options.speakers else ""
            text = " ".join(_timed_words(said)) if options.word_times and said.words else said.text
            line = f"[{_clock(said.span.start)}]{label}{': ' if label else ''}{text}\n"
            stream.write(line.encode())


def _timed_words(said: Utterance) -> Iterator[str]:
    return (f"<{_clock(word.span.start)}> {word.text}" for word in said.words)


def _clock(seconds: float) -> str:
    """`mm:ss.xx`; minutes take more digits where they need them, since LRC has no hours."""
    hundredths = (milliseconds(seconds) + 5) // 10
    return f"{hundredths // 6000:02d}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [LrcExporter()]
