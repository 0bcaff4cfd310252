"""Where the views of this package are put."""

from exact_transcription.entrypoints.http.api.resource import ErrorForm, Resource
from exact_transcription.entrypoints.http.openai.errors import ErrorAnswer, answer_errors

OPENAI_PREFIX = "/v1"

openai_api = Resource(
    "OpenAI-compatible",
    about="For programs made for OpenAI's API; the same work as with `Transcriptions`, but the client "
    "waits for its answer.",
    prefix=OPENAI_PREFIX,
    errors=ErrorForm(media_type="application/json", model=ErrorAnswer),
)
answer_errors(openai_api.blueprint)
