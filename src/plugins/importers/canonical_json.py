"""Our own JSON, read back."""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Importer, Options, hookimpl
from exact_transcription.plugins.documents.transcript import FORMAT
from exact_transcription.plugins.documents.transcript_reading import transcript_from_document


class JsonImporter(Importer[Options]):
    """The canonical transcript, e.g. after a person corrected it."""

    name = "json"
    title = "Exact Transcription JSON"
    description = "The whole transcript, equal to the one that was written."
    extensions = (".json",)
    media_type = "application/json"
    options = Options

    def read(self, stream: BinaryIO, options: Options) -> Transcript:
        """Read the document; fields of a later minor version are ignored."""
        del options
        try:
            document = json.loads(stream.read())
        except (ValueError, RecursionError) as error:
            raise InvalidRequestError(f"This is not JSON: {error}.") from error
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise InvalidRequestError(f"This is not a transcript: it lacks the format {FORMAT!r}.")
        return transcript_from_document(document)

    def recognizes(self, file_name: str, head: bytes) -> bool:
        """Many programs write JSON; ours says so at its beginning."""
        return super().recognizes(file_name, head) and f'"{FORMAT}"'.encode() in head


@hookimpl
def exact_transcription_importers() -> Iterable[Importer[Any]]:
    """Give the format."""
    return [JsonImporter()]
