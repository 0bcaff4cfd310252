"""Our own JSON: everything there is, without loss."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl
from exact_transcription.plugins.documents.streaming import write_document
from exact_transcription.plugins.documents.transcript_writing import (
    document_head,
    document_lists,
    document_report,
)


class JsonExporter(Exporter[Options]):
    """The canonical transcript.

    Times are written as the shortest decimal that gives the same double again (what `repr` gives), so reading
    the file gives an equal transcript.
    """

    name = "json"
    title = "Exact Transcription JSON"
    description = "The whole transcript without loss: words, turns, pauses, overlaps, speakers and report."
    extension = ".json"
    media_type = "application/json"
    options = Options

    def write(self, transcript: Transcript, stream: BinaryIO, options: Options) -> None:
        """Write the document with one word, segment, turn or pause a line."""
        del options
        fields: list[tuple[str, Any]] = [*document_head(transcript).items(), *document_lists(transcript)]
        write_document(stream, [*fields, ("report", document_report(transcript.report))])


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [JsonExporter()]
