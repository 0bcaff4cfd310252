"""Whether the standard profile's models are on this machine already."""

from exact_transcription.adapters.models import whisper_hub
from exact_transcription.adapters.models.hub import is_cached


def standard_models_are_here(recognizer: str, pipeline: str) -> bool:
    """Whether both the recognition model and the diarization pipeline can be loaded without the hub."""
    return whisper_hub.cached(recognizer) is not None and is_cached(pipeline, "config.yaml")
