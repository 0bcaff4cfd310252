"""Voice activity from one pass of a pyannote segmentation model, whose scores the diarizer uses again."""

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from exact_transcription.adapters.models.model_file import ModelFile
from exact_transcription.adapters.voice_activity.hysteresis import spans_above
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.progress import Progress

if TYPE_CHECKING:
    from exact_transcription.adapters.voice_activity.segmentation import SegmentationModel

NAME = "pyannote segmentation-3.0"
# The model's own decision. Over conversations and hand-labelled sentences, half of the edges are within 32 ms
# (onsets) and 36 ms (ends) with these; lower offsets move ends 30 to 80 ms later and fill short pauses.
ONSET = 0.5
OFFSET = 0.5
MIN_SPEECH = 0.05
MIN_SILENCE = 0.0


class PyannoteVoiceActivityDetector:
    """Implements `VoiceActivityDetector` with pyannote.audio."""

    def __init__(
        self,
        *,
        segmentation: ModelFile,
        name: str = NAME,
        device: str = "auto",
        batch_size: int | None = None,
        threads: int = 0,
    ) -> None:
        """Remember what to load; nothing is loaded before the first recording.

        Args:
            segmentation: checkpoint of a powerset segmentation model.
            name: for the report.
            device: "auto", "cpu", "cuda", …
            batch_size: chunks of 10 s that go through the model together; None chooses by device.
            threads: CPU threads of torch, for all models of this process; 0 for one a core.
        """
        self._file = segmentation
        self._name = name
        self._device = device
        self._batch_size = batch_size
        self._threads = threads
        self._lock = Lock()
        self._loaded: SegmentationModel | None = None

    @property
    def model(self) -> str:
        """What does the work, for the report."""
        return self._name

    def segmentation_model(self) -> "SegmentationModel":
        """The loaded model, for a diarizer to share.

        Raises:
            ModelError: it cannot be used.
        """
        with self._lock:
            if self._loaded is None:
                from exact_transcription.adapters.models.pyannote_audio import (  # noqa: PLC0415 - slow
                    limit_threads,
                )
                from exact_transcription.adapters.voice_activity.segmentation import (  # noqa: PLC0415
                    SegmentationModel,
                )

                limit_threads(self._threads)
                self._loaded = SegmentationModel(
                    self._file.verified(), device=self._device, batch_size=self._batch_size
                )
            return self._loaded

    def detect(self, waveform: Waveform, *, progress: Progress) -> VoiceActivity:
        """Find speech; see the port."""
        if not len(waveform.samples):
            return VoiceActivity(speech=(), scores=np.zeros(0, dtype=np.float32), frame_step=0.0)
        with progress.loading():
            model = self.segmentation_model()
        segmentation, scores = model.slide(waveform.samples, progress.advance)
        frame_start = model.frames.duration / 2
        speech = spans_above(
            scores,
            frame_step=model.frames.step,
            frame_start=frame_start,
            duration=waveform.duration,
            onset=ONSET,
            offset=OFFSET,
            min_on=MIN_SPEECH,
            min_off=MIN_SILENCE,
        )
        return VoiceActivity(
            speech=speech,
            scores=scores,
            frame_step=model.frames.step,
            frame_start=frame_start,
            segmentation=segmentation,
        )
