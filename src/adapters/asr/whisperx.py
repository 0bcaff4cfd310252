"""Speech recognition with WhisperX's batched pipeline over CTranslate2."""

from threading import Lock
from typing import TYPE_CHECKING

from exact_transcription.adapters.asr.devices import Placement, placed
from exact_transcription.adapters.asr.session import Session
from exact_transcription.adapters.models.whisper import WhisperModelStore
from exact_transcription.core.domain.errors import ModelError, ModelNotAvailableError, ResourceExhaustedError
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.ports.speech_recognition import Recognition, RecognitionOptions

if TYPE_CHECKING:
    from exact_transcription.adapters.asr.chunk_pipeline import ChunkPipeline


class WhisperXRecognizer:
    """Implements `SpeechRecognizer` with WhisperX, whichever Whisper model it is given."""

    def __init__(  # noqa: PLR0913 - each one is a setting of its own
        self,
        *,
        model: str,
        models: WhisperModelStore,
        device: str = "auto",
        compute_type: str = "auto",
        threads: int = 0,
        batch_size: int = 0,
        word_times: bool = True,
    ) -> None:
        """Remember what to load; nothing is loaded before the first recording.

        Args:
            model: name of a model, or the folder of one that was converted for CTranslate2.
            models: finds it.
            device: `auto`, `cpu` or `cuda`.
            compute_type: `auto` or CTranslate2's name of a number format.
            threads: CPU threads, 0 for one a core.
            batch_size: chunks recognised at once, 0 for what suits the device.
            word_times: whether words get times and confidences from cross-attention in the same pass.
        """
        self._name = model
        self._models = models
        self._wanted = {"device": device, "compute_type": compute_type}
        self._threads = threads
        self._batch_size = batch_size
        self._word_times = word_times
        self._lock = Lock()
        self._pipeline: ChunkPipeline | None = None

    @property
    def model(self) -> str:
        """Name, digest of the weights and number format, for the report."""
        where = self._placement()
        return f"whisper {self._models.identity(self._name)}, {where.compute_type} on {where.device}"

    def recognize(
        self,
        waveform: Waveform,
        activity: VoiceActivity,
        *,
        options: RecognitionOptions,
        progress: Progress,
    ) -> Recognition:
        """Recognise the spans in which somebody talks; see the port."""
        # One recording at a time: the pipeline keeps what it is working on.
        with self._lock:
            with progress.loading():
                pipeline = self._loaded()
            session = Session(
                pipeline=pipeline,
                waveform=waveform,
                activity=activity,
                batch_size=self._placement().batch_size,
                progress=progress,
            )
            return session.recognize(options)

    def _placement(self) -> Placement:
        return placed(threads=self._threads, batch_size=self._batch_size, **self._wanted)

    def _loaded(self) -> "ChunkPipeline":
        if self._pipeline is None:
            files = self._models.resolve(self._name)
            from exact_transcription.adapters.asr.batched_whisper import (  # noqa: PLC0415 - takes many seconds
                BatchedWhisper,
                seed_sampling,
            )
            from exact_transcription.adapters.asr.chunk_pipeline import ChunkPipeline  # noqa: PLC0415

            where = self._placement()
            seed_sampling()
            try:
                model = BatchedWhisper(
                    str(files.folder),
                    device=where.device,
                    compute_type=where.compute_type,
                    cpu_threads=where.threads,
                )
            except (RuntimeError, ValueError, OSError, MemoryError) as error:
                raise _translated(error, self._name) from error
            model.word_times = self._word_times
            self._pipeline = ChunkPipeline(model)
        return self._pipeline


def _translated(error: Exception, name: str) -> ModelError | ResourceExhaustedError:
    if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
        return ResourceExhaustedError(
            f"There is not enough memory to load the model {name}.",
            hint="Choose a smaller model, compute type int8, or the CPU as the device.",
        )
    return ModelNotAvailableError(
        f"The model {name} cannot be loaded: {error}.", hint="Check that it was converted for CTranslate2."
    )
