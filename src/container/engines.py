"""Which adapters a profile comes down to."""

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.alignment import Aligner
from exact_transcription.core.ports.diarization import Diarizer
from exact_transcription.core.ports.engines import Engines
from exact_transcription.core.ports.speech_recognition import SpeechRecognizer
from exact_transcription.core.ports.voice_activity import VoiceActivityDetector
from exact_transcription.settings import Settings

if TYPE_CHECKING:
    from exact_transcription.adapters.diarization.recipe import Recipe
    from exact_transcription.adapters.models.whisper import WhisperModelStore

T = TypeVar("T")

OFFLINE, STANDARD, AUTO = "offline", "standard", "auto"
OFFLINE_MODEL = "base"
HUB_PIPELINE = "pyannote/speaker-diarization-community-1"


class ModelEngines:
    """Implements `EngineProvider`: a profile comes down to adapters, which are kept for the next job."""

    def __init__(self, settings: Settings, models: "WhisperModelStore") -> None:
        """Choose by `settings`; recognition models come from `models`."""
        self._settings, self._models = settings, models
        self._lock = Lock()
        self._built: dict[tuple[str, ...], Any] = {}

    def engines(self, options: TranscriptionOptions) -> Engines:
        """The engines for a job; see the port."""
        profile, model = self._chosen(options)
        diarizes = "diarizes" if options.diarize else "alone"
        return Engines(
            voice_activity=self._once(
                ("voice activity", profile, diarizes),
                lambda: self._voice_activity(profile, diarize=options.diarize),
            ),
            recognizer=self._once(("recognizer", model), lambda: self._recognizer(model)),
            aligners=self.aligners(options),
            diarizer=self._once(("diarizer", profile), lambda: self._diarizer(profile)),
            side_by_side=self._on_gpu(),
        )

    def aligners(self, options: TranscriptionOptions) -> tuple[Aligner, ...]:
        """The aligners for a job; see the port."""
        profile, model = self._chosen(options)
        return self._once(("aligners", profile, model), lambda: self._aligners(profile, model))

    def _chosen(self, options: TranscriptionOptions) -> tuple[str, str]:
        """The profile and the recognition model that options come down to."""
        profile = self.profile(options.profile)
        return profile, options.model or self._settings.model or self.default_model(profile)

    def profile(self, asked: str) -> str:
        """The profile that a name comes down to on this machine.

        Raises:
            InvalidOptionError: there is no such profile.
        """
        name = self._settings.profile if asked == AUTO else asked
        if name == AUTO:
            from exact_transcription.adapters.models.presence import standard_models_are_here  # noqa: PLC0415

            return (
                STANDARD if standard_models_are_here(self.default_model(STANDARD), HUB_PIPELINE) else OFFLINE
            )
        if name not in {OFFLINE, STANDARD}:
            raise InvalidOptionError(
                f"There is no profile {name!r}.", hint="Choose auto, offline or standard."
            )
        return name

    def default_model(self, profile: str) -> str:
        """The recognition model of a profile."""
        if profile == OFFLINE:
            return OFFLINE_MODEL
        return "large-v2" if self._on_gpu() else "small"

    def _on_gpu(self) -> bool:
        from exact_transcription.adapters.asr.devices import placed  # noqa: PLC0415 - loads CTranslate2

        return (
            placed(device=self._settings.device, compute_type="auto", threads=0, batch_size=0).device != "cpu"
        )

    def _recipe(self, profile: str) -> "Recipe":
        if profile == OFFLINE:
            from exact_transcription.adapters.diarization.recipe import offline  # noqa: PLC0415

            return offline()
        from exact_transcription.adapters.diarization.published import PublishedPipeline  # noqa: PLC0415

        return PublishedPipeline(source=HUB_PIPELINE, token=self._settings.token)

    def _voice_activity(self, profile: str, *, diarize: bool) -> VoiceActivityDetector:
        from exact_transcription.adapters.models import senko  # noqa: PLC0415
        from exact_transcription.adapters.voice_activity.pyannote import (  # noqa: PLC0415
            PyannoteVoiceActivityDetector,
        )

        # One pass of the segmentation model serves both, so it must be the diarizer's own. Without a
        # diarizer a gated model is not worth asking for.
        file = self._recipe(profile).parts().segmentation if diarize else senko.file("segmentation")
        return PyannoteVoiceActivityDetector(
            segmentation=file, device=self._settings.device, threads=self._settings.threads
        )

    def _recognizer(self, model: str) -> SpeechRecognizer:
        from exact_transcription.adapters.asr.whisperx import WhisperXRecognizer  # noqa: PLC0415

        return WhisperXRecognizer(
            model=model,
            models=self._models,
            device=self._settings.device,
            compute_type=self._settings.compute_type,
            threads=self._settings.threads,
            batch_size=self._settings.batch_size,
        )

    def _aligners(self, profile: str, model: str) -> tuple[Aligner, ...]:
        from exact_transcription.adapters.alignment.attention import AttentionAligner  # noqa: PLC0415
        from exact_transcription.adapters.alignment.hmm import HmmAligner  # noqa: PLC0415

        hmm = HmmAligner()
        attention = AttentionAligner(
            model=model,
            models=self._models,
            device=self._settings.device,
            compute_type=self._settings.compute_type,
            threads=self._settings.threads,
        )
        if profile == OFFLINE:
            return (hmm, attention)
        from exact_transcription.adapters.alignment.whisperx import WhisperXAligner  # noqa: PLC0415

        return (WhisperXAligner(device="cuda" if self._on_gpu() else "cpu"), hmm, attention)

    def _diarizer(self, profile: str) -> Diarizer:
        from exact_transcription.adapters.diarization.pyannote import PyannoteDiarizer  # noqa: PLC0415

        return PyannoteDiarizer(
            recipe=self._recipe(profile), device=self._settings.device, threads=self._settings.threads
        )

    def _once(self, key: tuple[str, ...], build: Callable[[], T]) -> T:
        with self._lock:
            if key not in self._built:
                self._built[key] = build()
            built: T = self._built[key]
            return built
