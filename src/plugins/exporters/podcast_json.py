"""The JSON transcripts of the Podcasting 2.0 namespace."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Literal

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.documents.streaming import write_document
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import milliseconds
from exact_transcription.plugins.formatting.utterances import Utterance, utterances


class PodcastJsonOptions(Options):
    """What a segment is."""

    unit: Literal["segment", "word"] = option("segment", help="What gets a time of its own.")


class PodcastJsonExporter(Exporter[PodcastJsonOptions]):
    """`{"version":"1.0.0","segments":[{"speaker","startTime","endTime","body"}]}`, times in seconds.

    Source: the transcript page of the podcast namespace (Podcastindex.org).
    """

    name = "podcast-json"
    title = "Podcast transcript"
    description = "The JSON transcript that podcast players read beside an episode."
    extension = ".podcast.json"
    media_type = "application/json"
    options = PodcastJsonOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: PodcastJsonOptions) -> None:
        """Write a line a segment."""
        write_document(stream, [("version", "1.0.0"), ("segments", _segments(transcript, options.unit))])


def _segments(transcript: Transcript, unit: str) -> Iterator[dict[str, Any]]:
    labels = speaker_labels(transcript)
    for said in utterances(transcript, join=False):
        speaker = {"speaker": labels[said.speaker]} if said.speaker is not None else {}
        for start, end, body in _pieces(said, unit):
            yield speaker | {
                "startTime": milliseconds(start) / 1000,
                "endTime": milliseconds(end) / 1000,
                "body": body,
            }


def _pieces(said: Utterance, unit: str) -> Iterator[tuple[float, float, str]]:
    if unit == "word" and said.words:
        for word in said.words:
            yield word.span.start, word.span.end, word.text
    else:
        yield said.span.start, said.span.end, said.text


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [PodcastJsonExporter()]
