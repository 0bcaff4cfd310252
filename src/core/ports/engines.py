"""The models that one job is worked with."""

from dataclasses import dataclass
from typing import Protocol

from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.alignment import Aligner
from exact_transcription.core.ports.diarization import Diarizer
from exact_transcription.core.ports.speech_recognition import SpeechRecognizer
from exact_transcription.core.ports.voice_activity import VoiceActivityDetector


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """What the options of a job come down to.

    Attributes:
        voice_activity: tells talk from silence.
        recognizer: writes down what is said.
        aligners: in the order in which they are tried on a segment.
        diarizer: tells speakers apart.
        side_by_side: whether recognition and diarization gain by running at the same time.
    """

    voice_activity: VoiceActivityDetector
    recognizer: SpeechRecognizer
    aligners: tuple[Aligner, ...]
    diarizer: Diarizer
    side_by_side: bool = False


class EngineProvider(Protocol):
    """Chooses models by what was asked for and what this machine has."""

    def engines(self, options: TranscriptionOptions) -> Engines:
        """The engines for a job; loaded models are used again for the next one.

        Raises:
            InvalidRequestError: there is no such profile.
            ModelError: a model is missing and cannot be fetched.
        """

    def aligners(self, options: TranscriptionOptions) -> tuple[Aligner, ...]:
        """The aligners of these engines alone, without what the others take to get ready.

        Raises:
            InvalidRequestError: there is no such profile.
        """
