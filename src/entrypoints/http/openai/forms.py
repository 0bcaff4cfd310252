"""What can be asked of the audio endpoints; what is not known is ignored, as OpenAI does."""

from typing import Annotated, Literal, TypeVar

from flask import request
from flask_openapi3.models.file import FileStorage
from pydantic import BaseModel, ConfigDict, Field
from werkzeug.exceptions import UnsupportedMediaType

from exact_transcription.core.domain.transcription_options import (
    MAX_HOTWORDS,
    MAX_PROMPT_CHARACTERS,
    TranscriptionOptions,
)
from exact_transcription.entrypoints.http.api.fields import Text
from exact_transcription.entrypoints.http.api.reading import read
from exact_transcription.entrypoints.http.openai.models import DIARIZING, recognizer_of

F = TypeVar("F", bound="AudioForm")

PlainFormat = Literal["json", "text", "srt", "verbose_json", "vtt"]
AnyFormat = Literal["json", "text", "srt", "verbose_json", "vtt", "diarized_json"]
Granularity = Literal["word", "segment"]
Language = Annotated[str, Field(pattern="^[a-zA-Z]{2,3}$")]

_LISTS = "[]"


class AudioForm(BaseModel):
    """A recording, and what to make of it."""

    model_config = ConfigDict(extra="ignore")

    file: FileStorage = Field(description="Audio or video, in any format that FFmpeg reads.")
    model: Text = Field(
        description="One of `GET /v1/models`; OpenAI's names stand for the operator's choice."
    )
    prompt: Text = Field(default="", description="Text that the recording continues; only its end is used.")
    temperature: float = Field(
        default=0.0, ge=0, le=1, description="Accepted and not used: it is raised where text looks wrong."
    )

    def options(self) -> TranscriptionOptions:
        """The options of the job, as far as both endpoints have them.

        Raises:
            OpenAiError: there is no such model.
        """
        prompt = self.prompt.strip()[-MAX_PROMPT_CHARACTERS:]
        return TranscriptionOptions(model=recognizer_of(self.model), initial_prompt=prompt, diarize=False)


class TranslationForm(AudioForm):
    """A recording whose translation into English is wanted."""

    response_format: PlainFormat = "json"


class TranscriptionForm(AudioForm):
    """A recording whose text is wanted."""

    response_format: AnyFormat = "json"
    language: Language | None = Field(default=None, description="ISO 639-1 code; found out if left out.")
    languages: list[Language] = Field(
        default=[], description="Possible languages; used where it is one, else the language is found out."
    )
    keywords: list[Text] = Field(
        default=[], max_length=MAX_HOTWORDS, description="Words and names that are likely to occur."
    )
    timestamp_granularities: list[Granularity] = Field(
        default=["segment"], description="What `verbose_json` has times for."
    )
    include: list[Text] = Field(default=[], description="`logprobs`: with `json`, one for each word.")
    stream: bool = Field(default=False, description="Whether to answer as server-sent events.")
    chunking_strategy: Text | None = Field(
        default=None, description="Accepted and not used: recordings are always cut where nobody talks."
    )
    known_speaker_names: list[Text] = Field(default=[], description="Not supported.")
    known_speaker_references: list[Text] = Field(default=[], description="Not supported.")

    @property
    def diarizes(self) -> bool:
        """Whether speakers are to be told apart."""
        return self.response_format == "diarized_json" or self.model == DIARIZING


def read_audio_form(model: type[F]) -> F:
    """The model of the form that was sent: names may end in `[]`, and empty fields count as left out.

    Raises:
        UnsupportedMediaType: the body is something else.
        InvalidFieldsError: something of it is not allowed.
    """
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType("Send a form: Content-Type: multipart/form-data.")
    given: dict[str, list[str]] = {}
    for name, values in request.form.lists():
        if not name:
            continue  # a part without a name, which werkzeug lets through
        given.setdefault(name.removesuffix(_LISTS), []).extend(value for value in values if value)
    fields: dict[str, object] = {}
    for name, field in model.model_fields.items():
        if said := given.get(name):
            fields[name] = said if _is_list(field.annotation) else said[-1]
    return read(model, "form", {**fields, **request.files.to_dict()})


def _is_list(annotation: object) -> bool:
    return getattr(annotation, "__origin__", None) is list
