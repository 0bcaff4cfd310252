"""WhisperX's batched pipeline over chunks that are known already."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from exact_transcription.adapters.asr.batched_whisper import BatchedWhisper
from exact_transcription.adapters.asr.chunking import WINDOW, Chunk
from exact_transcription.adapters.asr.decoding import Decoded, DecodingSettings
from exact_transcription.adapters.asr.given_chunks import GivenChunks
from exact_transcription.adapters.asr.stock_options import stock_options
from exact_transcription.adapters.asr.vendor import FasterWhisperPipeline
from exact_transcription.core.domain.errors import ResourceExhaustedError
from exact_transcription.core.domain.waveform import Waveform

_MEL_FRAMES_PER_SECOND = 100
_SAMPLES_PER_MEL_FRAME = 160


class ChunkPipeline(FasterWhisperPipeline):  # type: ignore[misc] # untyped vendor class
    """WhisperX's pipeline, keeping all that was decoded and taking smaller batches if memory runs out."""

    options: Any

    def __init__(self, model: BatchedWhisper) -> None:
        super().__init__(
            model=model,
            vad=GivenChunks(()),
            vad_params={"vad_onset": 0.5, "vad_offset": None},
            options=stock_options(),
        )
        self._frames: deque[int] = deque()
        self._decoded: list[Decoded] = []
        self._encoded: Any = None
        self._temperature = 0.0
        self._padding = WINDOW
        self._fits = 1 << 16

    def run(  # noqa: PLR0913 - what is decoded, how, and what is known already
        self,
        samples: Any,
        chunks: Sequence[Chunk],
        settings: DecodingSettings,
        *,
        batch_size: int,
        done: Callable[[int], None] = lambda _: None,
        encoded: Any = None,
        padding: float = WINDOW,
    ) -> list[Decoded]:
        """Decode chunks of a recording.

        Args:
            samples: shape (samples,), float32, 16 kHz.
            chunks: what to decode; the results have their order.
            settings: how.
            batch_size: chunks that go through the model together, fewer if memory runs out.
            done: told after each chunk how many are done; may raise to stop.
            encoded: the encoder's output for all chunks, if they were encoded before.
            padding: seconds of silence after the longest chunk of a batch; the window is never exceeded.

        Raises:
            ResourceExhaustedError: a single chunk does not fit into memory.
        """
        self.vad_model = GivenChunks(chunks)
        self.options = replace(
            self.options,
            beam_size=settings.beam_size,
            hotwords=settings.hotwords or None,
            initial_prompt=settings.initial_prompt or None,
        )
        self._frames.clear()
        self._decoded, self._encoded, self._temperature = [], encoded, settings.temperature
        self._padding = padding
        self.transcribe(
            samples,
            # WhisperX unpacks results of single chunks differently; how many really run is decided below.
            batch_size=max(2, len(chunks) if encoded is not None else batch_size),
            language=settings.language,
            task=settings.task,
            progress_callback=lambda _: done(len(self._decoded)),
        )
        return self._decoded

    def languages(
        self, waveform: Waveform, chunks: Sequence[Chunk], *, batch_size: int, padding: float
    ) -> tuple[list[list[tuple[str, float]]], Any]:
        """Probabilities of Whisper's language tokens for chunks, and the encoder's output for `run`.

        The second is None where not all chunks fit into memory, or into a batch, together.
        """
        if len(chunks) <= min(batch_size, self._fits):
            try:
                encoded = self._encode(waveform, chunks, padding)
                return self.model.model.detect_language(encoded), encoded
            except (RuntimeError, MemoryError) as error:
                self._shrink(len(chunks), error)
        singly = (self._encode(waveform, [chunk], padding) for chunk in chunks)
        return [self.model.model.detect_language(encoded)[0] for encoded in singly], None

    def _encode(self, waveform: Waveform, chunks: Sequence[Chunk], padding: float) -> Any:
        self._frames.clear()
        items = [self.preprocess({"inputs": waveform.cut(chunk.span)})["inputs"] for chunk in chunks]
        features = _trimmed(np.stack([item.numpy() for item in items]), list(self._frames), padding)
        return self.model.encode(features)

    def preprocess(self, audio: Any) -> dict[str, Any]:
        """WhisperX's features of a chunk, whose length is remembered: padding is not aligned to."""
        samples = np.array(audio["inputs"], dtype=np.float32)
        self._frames.append(max(2, len(samples) // _SAMPLES_PER_MEL_FRAME))
        result: dict[str, Any] = super().preprocess({"inputs": samples})
        return result

    def _forward(self, model_inputs: dict[str, Any]) -> dict[str, list[Any]]:
        frames = [self._frames.popleft() for _ in range(model_inputs["inputs"].shape[0])]
        features = _trimmed(model_inputs["inputs"], frames, self._padding)
        merged: dict[str, list[Any]] = {"text": [], "avg_logprob": [], "decoded": []}
        start = 0
        while start < len(frames):
            part = slice(start, start + self._fits)
            try:
                result = self._decode(features[part], frames[part])
            except (RuntimeError, MemoryError) as error:
                self._shrink(min(self._fits, len(frames) - start), error)
                continue
            for key, values in result.items():
                merged[key] += values
            start = part.stop
        return merged

    def _decode(self, features: Any, frames: list[int]) -> dict[str, list[Any]]:
        encoded, self._encoded = self._encoded, None
        if encoded is not None and encoded.shape[0] != len(frames):
            encoded = None
        model: BatchedWhisper = self.model
        return model.generate_segment_batched(
            features, self.tokenizer, self.options, encoded, frames, self._temperature
        )

    def _shrink(self, tried: int, error: Exception) -> None:
        """Halve the batch after running out of memory; anything else is raised again."""
        if not _out_of_memory(error):
            raise error
        if tried <= 1:
            raise ResourceExhaustedError(
                "There is not enough memory to recognise even one chunk at a time.",
                hint="Choose a smaller model, compute type int8, or the CPU as the device.",
            ) from error
        self._fits = tried // 2

    def postprocess(self, model_outputs: dict[str, Any]) -> dict[str, Any]:
        """Keep all that is known of a chunk; WhisperX's own result has room for text and a score only."""
        self._decoded.append(model_outputs["decoded"])
        return model_outputs


def _trimmed(features: Any, frames: Sequence[int], padding: float) -> Any:
    """Spectrograms without the padding that none of them needs; CTranslate2 takes shorter windows."""
    wanted = max(frames) + round(padding * _MEL_FRAMES_PER_SECOND)
    # The encoder's second convolution has a stride of two.
    return features[..., : min(features.shape[-1], wanted + wanted % 2)]


def _out_of_memory(error: Exception) -> bool:
    text = str(error).lower()
    return isinstance(error, MemoryError) or "out of memory" in text or "bad_alloc" in text or "alloc" in text
