"""What a person may ask for when a recording is transcribed."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, get_args

from exact_transcription.core.domain.diarization import SpeakerCount
from exact_transcription.core.domain.errors import InvalidOptionError

Channels = Literal["mix", "separate"]
"""`mix` makes one channel of several; `separate` takes each channel as one speaker's."""

Task = Literal["transcribe", "translate"]
"""`transcribe` writes down what is said; `translate` writes down in English what is said in any language."""

MAX_BEAM_SIZE = 20
"""Wider beams cost time and memory in proportion and were never seen to help Whisper."""

MAX_PROMPT_CHARACTERS = 2_000
"""Whisper keeps at most 224 tokens of a prompt; what is longer than this is a mistake."""

MAX_HOTWORDS = 500

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_PRINTABLE_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,255}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseSettings:
    """Which silences are reported as pauses.

    Attributes:
        shortest: silences shorter than this many seconds are not reported (latches always are). Below
            0.1 s a silence cannot be told from the closure of a stop at the edge of a word.
        lapse: a silence between turns of at least this many seconds is a lapse.
    """

    shortest: float = 0.1
    lapse: float = 3.0

    def __post_init__(self) -> None:
        # `not (a <= b)` also catches NaN.
        if not 0.0 <= self.shortest <= self.lapse < float("inf"):
            raise InvalidOptionError(
                f"Pauses need 0 <= shortest <= lapse, both finite; got {self.shortest!r} and {self.lapse!r}."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptionOptions:
    """How to transcribe; equal options on equal audio ask for the same result.

    Attributes:
        profile: which family of models: `auto`, `offline`, `standard`, or another that is installed.
        model: the recogniser's model by name or path, or None for the profile's own.
        task: what to write down.
        language: ISO 639 code of what is spoken, or None to find it out.
        speakers: how many speakers to look for.
        diarize: whether to tell speakers apart at all.
        hotwords: words and names that are likely to occur.
        initial_prompt: text that the recording continues, in its style of spelling and punctuation.
        beam_size: hypotheses that the recogniser keeps at each step.
        channels: what to do with several channels.
        pauses: which silences are reported.
    """

    profile: str = "auto"
    model: str | None = None
    task: Task = "transcribe"
    language: str | None = None
    speakers: SpeakerCount = field(default_factory=SpeakerCount)
    diarize: bool = True
    hotwords: tuple[str, ...] = ()
    initial_prompt: str = ""
    beam_size: int = 5
    channels: Channels = "mix"
    pauses: PauseSettings = field(default_factory=PauseSettings)

    def __post_init__(self) -> None:
        if not _PRINTABLE_NAME.fullmatch(self.profile):
            raise InvalidOptionError(f"The profile must be a name; got {self.profile!r}.")
        if self.model is not None and not _PRINTABLE_NAME.fullmatch(self.model):
            raise InvalidOptionError(f"The model must be a name or a path; got {self.model!r}.")
        if self.task not in get_args(Task):
            raise InvalidOptionError(f"The task is transcribe or translate; got {self.task!r}.")
        if self.language is not None and not _LANGUAGE.fullmatch(self.language):
            raise InvalidOptionError(
                f"{self.language!r} is not a language code.",
                hint="Use an ISO 639 code such as en or de, or leave it out to have it found out.",
            )
        if not 1 <= self.beam_size <= MAX_BEAM_SIZE:
            raise InvalidOptionError(f"The beam size must be 1 to {MAX_BEAM_SIZE}; got {self.beam_size}.")
        if self.channels not in get_args(Channels):
            raise InvalidOptionError(f"Channels are mixed or separate: mix, separate; got {self.channels!r}.")
        if len(self.initial_prompt) > MAX_PROMPT_CHARACTERS:
            raise InvalidOptionError(f"The prompt must have at most {MAX_PROMPT_CHARACTERS} characters.")
        if len(self.hotwords) > MAX_HOTWORDS or not all(word.strip() for word in self.hotwords):
            raise InvalidOptionError(f"Hotwords must not be empty, and at most {MAX_HOTWORDS}.")

    def as_dict(self) -> dict[str, Any]:
        """The options as JSON types; `from_dict` is its inverse."""
        values = asdict(self)
        values["hotwords"] = list(self.hotwords)
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "TranscriptionOptions":
        """Read options from JSON types; what is missing keeps its default.

        Raises:
            InvalidRequestError: an option is unknown or has a value that it cannot have.
        """
        checked = _known(cls, values, "option")
        if "speakers" in checked:
            checked["speakers"] = SpeakerCount(**_known(SpeakerCount, checked["speakers"], "speakers option"))
        if "pauses" in checked:
            checked["pauses"] = PauseSettings(**_known(PauseSettings, checked["pauses"], "pauses option"))
        if "hotwords" in checked:
            checked["hotwords"] = _strings(checked["hotwords"])
        try:
            return cls(**checked)
        except (TypeError, AttributeError) as error:
            raise InvalidOptionError(f"An option has the wrong type: {error}.") from error


def _known(kind: type, values: object, what: str) -> dict[str, Any]:
    if not isinstance(values, Mapping):
        raise InvalidOptionError(f"The {what}s must be an object of names and values.")
    names = [each.name for each in fields(kind)]
    if unknown := sorted(str(name) for name in values if name not in names):
        raise InvalidOptionError(f"Unknown {what}: {', '.join(unknown)}.", hint=f"Known: {', '.join(names)}.")
    return dict(values)


def _strings(values: object) -> tuple[str, ...]:
    if not isinstance(values, list | tuple) or not all(isinstance(each, str) for each in values):
        raise InvalidOptionError("Hotwords must be a list of strings.")
    return tuple(values)
