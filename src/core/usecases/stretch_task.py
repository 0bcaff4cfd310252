"""What passes between the worker that has a job and those that recognise stretches of its recording.

Everything is kept with the results of the job's stages: a message need only name it, deleting the job deletes
it, and a result that is there is never worked out again.
"""

from dataclasses import dataclass

from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.speech_recognition import Recognition
from exact_transcription.core.usecases.stage_runner import stage_key


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StretchTask:
    """A stretch to recognise and align.

    Attributes:
        waveform: its audio.
        activity: where somebody talks in it.
        options: those of the job, as JSON.
        language: ISO 639 code, or None to find it out.
    """

    waveform: Waveform
    activity: VoiceActivity
    options: str
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchResult:
    """What was recognised; times count from the stretch's beginning.

    Attributes:
        recognition: with the times of all words.
        recognizer: model that recognised, for the report.
        aligners: models that aligned.
    """

    recognition: Recognition
    recognizer: str
    aligners: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchFailure:
    """Why a stretch cannot be recognised, however often it is tried.

    Attributes:
        code: of the error.
        message: for people.
        hint: what to do.
    """

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class StretchKeys:
    """Where the parts of a task are kept.

    Attributes:
        task: key of the task, which names it.
    """

    task: str

    @property
    def result(self) -> str:
        """Key of the result."""
        return stage_key("stretch result", self.task)

    @property
    def failure(self) -> str:
        """Key of the failure."""
        return stage_key("stretch failure", self.task)

    @property
    def beat(self) -> str:
        """Key of the sign of life of who works on it."""
        return stage_key("stretch beat", self.task)


def message_of(job_id: str, keys: StretchKeys) -> str:
    """What is sent through the queue."""
    return f"{job_id}:{keys.task}"


def parsed_message(message: str) -> tuple[str, StretchKeys]:
    """The job and the keys that a message names."""
    job_id, _, task = message.partition(":")
    return job_id, StretchKeys(task)
