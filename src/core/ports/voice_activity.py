"""Finding out where somebody talks."""

from typing import Protocol

from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.progress import Progress


class VoiceActivityDetector(Protocol):
    """Tells talk from everything else."""

    @property
    def model(self) -> str:
        """What does the work, for the report."""

    def detect(self, waveform: Waveform, *, progress: Progress) -> VoiceActivity:
        """Find speech; a recording without any gives no spans.

        Raises:
            ModelError: the model cannot be used.
            JobCancelledError: through `progress`.
        """
