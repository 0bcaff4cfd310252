"""What works on one recording: decoding, models, plugins, the pipeline."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from exact_transcription.adapters.clock import SystemClock
from exact_transcription.container.engines import ModelEngines
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.ports.job_queue import JobQueue
from exact_transcription.core.usecases.spread_recognition import SpreadPolicy, SpreadRecognition
from exact_transcription.core.usecases.transcribe import Transcribe
from exact_transcription.settings import Settings

if TYPE_CHECKING:
    from exact_transcription.adapters.audio.pyav import PyAvDecoder
    from exact_transcription.adapters.diagnosis.examination import Examination
    from exact_transcription.adapters.evaluation.tools import LibraryScoringTools
    from exact_transcription.adapters.models.catalog import ModelCatalog
    from exact_transcription.adapters.models.whisper import WhisperModelStore
    from exact_transcription.plugins.manager import PluginManager


def decoder(settings: Settings) -> "PyAvDecoder":
    """The decoder, with the limits of the settings."""
    from exact_transcription.adapters.audio.limits import DecodeLimits  # noqa: PLC0415
    from exact_transcription.adapters.audio.pyav import PyAvDecoder  # noqa: PLC0415

    limits = DecodeLimits(max_duration_s=settings.max_duration, max_bytes=settings.max_file_bytes)
    return PyAvDecoder(limits=limits, scratch=settings.scratch_dir)


def whisper_models(settings: Settings) -> "WhisperModelStore":
    """Where recognition models are kept."""
    from exact_transcription.adapters.models.whisper import WhisperModelStore  # noqa: PLC0415

    return WhisperModelStore(cache_dir=settings.cache_dir, token=settings.token)


def plugins(settings: Settings) -> "PluginManager":
    """All formats."""
    from exact_transcription.plugins.manager import PluginManager  # noqa: PLC0415

    return PluginManager(blocked=settings.blocked_plugins, strict=settings.strict_plugins)


def model_names() -> tuple[str, ...]:
    """Names of recognition models that a client may choose; whether a worker has them, it finds out."""
    from exact_transcription.adapters.models.whisper_hub import NAMES  # noqa: PLC0415

    return tuple(NAMES)


def scoring_tools() -> "LibraryScoringTools":
    """What transcripts are scored with.

    Raises:
        InvalidRequestError: its packages are not installed.
    """
    try:
        from exact_transcription.adapters.evaluation.tools import LibraryScoringTools  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise InvalidRequestError(
            f"Scoring needs the package that has the module {error.name}.",
            hint="pip install 'exact-transcription[evaluation]'",
        ) from error
    return LibraryScoringTools()


def catalog(settings: Settings, models: "WhisperModelStore") -> "ModelCatalog":
    """All models, with what is known of them."""
    from exact_transcription.adapters.models.catalog import ModelCatalog  # noqa: PLC0415

    return ModelCatalog(models=models, token=settings.token)


def examination(settings: Settings, catalog: "ModelCatalog", plugins: "PluginManager") -> "Examination":
    """What `doctor` looks at."""
    from exact_transcription.adapters.diagnosis.examination import Examination  # noqa: PLC0415

    return Examination(
        models=catalog.entries,
        plugin_problems=lambda: [problem.message for problem in plugins.problems],
        cache_dir=settings.cache_dir,
        scratch_dir=settings.scratch_dir or Path(tempfile.gettempdir()),
        token=settings.token,
    )


def spread(settings: Settings, queue: JobQueue, clock: SystemClock) -> SpreadRecognition | None:
    """What hands recognition to workers that take it, if the settings say so."""
    if not settings.spread_recognition:
        return None
    return SpreadRecognition(queue=queue, clock=clock, policy=SpreadPolicy(longest=settings.stretch_seconds))


def transcribe(
    decoder: "PyAvDecoder", engines: ModelEngines, clock: SystemClock, spread: SpreadRecognition | None
) -> Transcribe:
    """The pipeline from a recording to its transcript."""
    from exact_transcription import __version__  # noqa: PLC0415 - read on demand

    return Transcribe(
        decoder=decoder,
        engines=engines,
        clock=clock,
        program=f"exact-transcription {__version__}",
        spread=spread,
    )
