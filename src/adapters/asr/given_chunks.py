"""Chunks in the place of WhisperX's voice activity model."""

from collections.abc import Sequence
from typing import Any

from exact_transcription.adapters.asr.chunking import Chunk
from exact_transcription.adapters.asr.vendor import Vad


class GivenChunks(Vad):  # type: ignore[misc] # untyped vendor class
    """Stands for a voice activity model where WhisperX wants one: the chunks are already known."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        super().__init__(vad_onset=0.5)
        self._chunks = chunks

    @staticmethod
    def preprocess_audio(audio: Any) -> Any:
        """Nothing to do: the audio is not looked at again."""
        return audio

    def __call__(self, _audio: Any, **_: Any) -> Sequence[Chunk]:
        """The chunks, whatever the audio."""
        return self._chunks

    @staticmethod
    def merge_chunks(
        segments: Sequence[Chunk],
        chunk_size: float,  # noqa: ARG004 - WhisperX's signature
        onset: float,  # noqa: ARG004
        offset: float | None,  # noqa: ARG004
    ) -> list[dict[str, Any]]:
        """The chunks as WhisperX writes them."""
        return [
            {
                "start": chunk.span.start,
                "end": chunk.span.end,
                "segments": [(span.start, span.end) for span in chunk.speech],
            }
            for chunk in segments
        ]
