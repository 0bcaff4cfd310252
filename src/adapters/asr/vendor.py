"""WhisperX and what it works with, imported without noise.

Importing this module imports whisperx, pyannote.audio and transformers, which takes many seconds.
"""

import logging

# whisperx sends its log to standard output unless somebody listens when it is imported.
logging.getLogger("whisperx").addHandler(logging.NullHandler())

import exact_transcription.adapters.models.pyannote_audio  # noqa: E402, F401 - whisperx would import it noisily

# isort: split
import ctranslate2  # noqa: E402
from faster_whisper.tokenizer import Tokenizer  # noqa: E402
from faster_whisper.transcribe import TranscriptionOptions  # noqa: E402
from whisperx.asr import FasterWhisperPipeline, WhisperModel  # noqa: E402
from whisperx.vads import Vad  # noqa: E402

__all__ = [
    "FasterWhisperPipeline",
    "Tokenizer",
    "TranscriptionOptions",
    "Vad",
    "WhisperModel",
    "ctranslate2",
]
