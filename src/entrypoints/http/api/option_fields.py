"""Options of a transcription, as they are asked for."""

from typing import Annotated, Any, Literal

from pydantic import Field

from exact_transcription.core.domain.transcription_options import (
    MAX_BEAM_SIZE,
    MAX_HOTWORDS,
    MAX_PROMPT_CHARACTERS,
    Task,
    TranscriptionOptions,
)
from exact_transcription.entrypoints.http.api.fields import Sent, Text

Hotword = Annotated[Text, Field(min_length=1, max_length=200, pattern=r"\S")]


class SpeakersAsked(Sent):
    """How many speakers to look for: exactly so many, or within limits; nothing: find out."""

    exact: int | None = Field(default=None, ge=1, le=99)
    minimum: int | None = Field(default=None, ge=1, le=99)
    maximum: int | None = Field(default=None, ge=1, le=99)


class PausesAsked(Sent):
    """Which silences are reported, in seconds."""

    shortest: float = Field(default=0.1, ge=0, le=3600, description="Shorter ones are not.")
    lapse: float = Field(
        default=3.0, ge=0, le=3600, description="A silence between turns that is as long is a lapse."
    )


class OptionsAsked(Sent):
    """How to transcribe; what is left out keeps its default, or with `rerun`, the value that it had.

    A model is named, never given by a path: that would let clients read the folders of the worker.
    """

    profile: Literal["auto", "offline", "standard"] = Field(default="auto", description="Family of models.")
    model: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$",
        description="The recogniser's model by name, e.g. `large-v3`; null for the profile's own.",
    )
    task: Task = Field(default="transcribe", description="`translate`: into English, whatever is spoken.")
    language: str | None = Field(
        default=None, pattern="^[a-z]{2,3}$", description="ISO 639 code; null to find it out."
    )
    speakers: SpeakersAsked = SpeakersAsked()
    diarize: bool = Field(default=True, description="Whether to tell speakers apart.")
    hotwords: list[Hotword] = Field(
        default=[], max_length=MAX_HOTWORDS, description="Words and names that are likely to occur."
    )
    initial_prompt: Text = Field(
        default="", max_length=MAX_PROMPT_CHARACTERS, description="Text that the recording continues."
    )
    beam_size: int = Field(
        default=5, ge=1, le=MAX_BEAM_SIZE, description="Hypotheses that the recogniser keeps."
    )
    channels: Literal["mix", "separate"] = Field(
        default="mix", description="`separate`: each channel is one speaker."
    )
    pauses: PausesAsked = PausesAsked()

    def over(self, options: TranscriptionOptions) -> TranscriptionOptions:
        """`options` with what was asked for in their place.

        Raises:
            InvalidRequestError: values contradict each other.
        """
        asked: dict[str, Any] = self.model_dump(exclude_unset=True)
        kept = options.as_dict()
        if "pauses" in asked:
            asked["pauses"] = kept["pauses"] | asked["pauses"]
        return TranscriptionOptions.from_dict(kept | asked)
