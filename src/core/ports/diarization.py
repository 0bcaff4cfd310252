"""Telling speakers apart."""

from typing import Protocol

from exact_transcription.core.domain.diarization import Diarization, SpeakerCount
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.progress import Progress


class Diarizer(Protocol):
    """Finds out who talks when."""

    @property
    def model(self) -> str:
        """What does the work, for the report."""

    def diarize(
        self,
        waveform: Waveform,
        activity: VoiceActivity,
        *,
        speakers: SpeakerCount,
        progress: Progress,
    ) -> Diarization:
        """Give every stretch of speech to a speaker, `SPEAKER_00` being the first to talk.

        `activity.segmentation` is used again where it comes from the diarizer's own segmentation model.

        Raises:
            ModelAccessError: a gated model, and no token or conditions not accepted.
            ModelError: the model cannot be used.
            JobCancelledError: through `progress`.
        """
