"""WhisperX's wav2vec2 models: loading one, and its emissions for parts of a recording.

Importing this module imports whisperx.alignment with torch and transformers, which takes many seconds.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

# whisperx sends its log to standard output unless somebody listens when it is imported.
logging.getLogger("whisperx").addHandler(logging.NullHandler())

from whisperx import alignment as whisperx_alignment  # noqa: E402

from exact_transcription.adapters.alignment.ctc_path import Alphabet  # noqa: E402
from exact_transcription.core.domain.errors import ModelNotAvailableError, ResourceExhaustedError  # noqa: E402
from exact_transcription.core.domain.time_span import TimeSpan  # noqa: E402
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform  # noqa: E402


def _unprinted(*_: object, **__: object) -> None:
    """Takes the place of `print` in whisperx.alignment, which prints errors to standard output."""


vars(whisperx_alignment)["print"] = _unprinted


@dataclass(frozen=True, slots=True, kw_only=True)
class Emissions:
    """What a model hears in a part of a recording.

    Attributes:
        log_probs: shape (frames, columns), natural logarithm.
        start: seconds from the beginning of the recording at which the first sample lies.
        step: samples from one frame to the next.
        window: samples that a frame depends on directly (the receptive field of the convolutions).
        duration: seconds of the part.
    """

    log_probs: torch.Tensor
    start: float
    step: int
    window: int
    duration: float

    def instant(self, frame: int) -> float:
        """When a frame begins, in seconds of the recording.

        A frame tells about the middle of its window, so the edge between two frames is half-way between
        their middles.
        """
        if frame == 0:
            return self.start
        samples = frame * self.step + (self.window - self.step) / 2
        return self.start + min(samples / SAMPLE_RATE, self.duration)


class AlignmentModel:
    """A loaded model with its alphabet."""

    def __init__(self, *, name: str, network: Any, metadata: dict[str, Any], device: str) -> None:
        self.name = name
        self.alphabet = Alphabet.from_whisperx(metadata["dictionary"])
        self._network = network.eval()
        self._hub_model = metadata["type"] == "huggingface"
        self._device = device
        self._step, self._window = _geometry(network)

    @classmethod
    def load(
        cls, language: str, *, name: str | None, device: str, model_dir: Path | None, download: bool
    ) -> "AlignmentModel":
        """Load the model that WhisperX chooses for a language, or the one that is named.

        Raises:
            ModelNotAvailableError: it is not here and cannot be fetched.
        """
        chosen = name or _default_name(language)
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        try:
            network, metadata = whisperx_alignment.load_align_model(
                language,
                device,
                model_name=chosen,
                model_dir=None if model_dir is None else str(model_dir),
                model_cache_only=not download,
            )
        except (ValueError, OSError, RuntimeError) as error:
            raise ModelNotAvailableError(
                f"The alignment model {chosen} for the language {language} could not be loaded: {error}",
                hint="Check the connection to the model hub, or give the folder of a wav2vec2 CTC model; "
                "without one, word times come from attention.",
            ) from error
        return cls(name=chosen, network=network, metadata=metadata, device=device)

    def emissions(self, waveform: Waveform, spans: Sequence[TimeSpan]) -> list[Emissions]:
        """Hear several parts of a recording at once.

        Shorter parts are filled up with the recording's own audio before or after them, not with silence:
        models with group normalisation would hear everything differently for it. Those frames are cut off
        again.

        Args:
            waveform: the recording.
            spans: within it; best of similar length.

        Raises:
            ResourceExhaustedError: not even a single part fits into memory.
        """
        try:
            return self._heard(waveform, spans)
        except (torch.OutOfMemoryError, MemoryError) as error:
            if len(spans) == 1:
                raise ResourceExhaustedError(
                    f"There is not enough memory to align {spans[0].duration:.0f} s of speech.",
                    hint="Choose the CPU as the device, or align by attention.",
                ) from error
        middle = len(spans) // 2
        return self.emissions(waveform, spans[:middle]) + self.emissions(waveform, spans[middle:])

    def _heard(self, waveform: Waveform, spans: Sequence[TimeSpan]) -> list[Emissions]:
        total = len(waveform.samples)
        edges = [(round(span.start * SAMPLE_RATE), round(span.end * SAMPLE_RATE)) for span in spans]
        length = max(self._window, *(end - start for start, end in edges))
        batch = np.zeros((len(spans), length), dtype=np.float32)
        skipped: list[int] = []
        for row, (start, _) in enumerate(edges):
            # A whole number of frames earlier, so that the frames of the part itself are whole too.
            surplus = max(0, start + length - total)
            frames = min(-(-surplus // self._step), start // self._step)
            first = start - frames * self._step
            audio = waveform.samples[first : first + length]
            batch[row, : len(audio)] = audio
            skipped.append(frames)
        log_probs = self._log_probs(batch)
        heard: list[Emissions] = []
        for row, (start, end) in enumerate(edges):
            count = max(1, (end - start - self._window) // self._step + 1)
            heard.append(
                Emissions(
                    log_probs=log_probs[row, skipped[row] : skipped[row] + count],
                    start=start / SAMPLE_RATE,
                    step=self._step,
                    window=self._window,
                    duration=(end - start) / SAMPLE_RATE,
                )
            )
        return heard

    def _log_probs(self, batch: np.ndarray[Any, np.dtype[np.float32]]) -> torch.Tensor:
        inputs = torch.from_numpy(batch).to(self._device)
        with torch.inference_mode():
            if self._hub_model:
                if self._network.config.feat_extract_norm == "layer":
                    # These models were trained on audio of zero mean and unit variance.
                    inputs = torch.nn.functional.layer_norm(inputs, inputs.shape[-1:], eps=1e-7)
                scores = self._network(inputs).logits
            else:
                scores, _ = self._network(inputs)
            log_probs: torch.Tensor = torch.log_softmax(scores.float(), dim=-1).cpu()
        return log_probs


def _default_name(language: str) -> str:
    known = {**whisperx_alignment.DEFAULT_ALIGN_MODELS_HF, **whisperx_alignment.DEFAULT_ALIGN_MODELS_TORCH}
    return str(known[language])


def _geometry(network: Any) -> tuple[int, int]:
    """Step and receptive field of the stack of convolutions, in samples."""
    layers = [module for module in network.modules() if isinstance(module, torch.nn.Conv1d)]
    # The positional convolution further up keeps the number of frames.
    layers = [layer for layer in layers if layer.padding == (0,)]
    step, window = 1, 1
    for layer in layers:
        window += (layer.kernel_size[0] - 1) * step
        step *= layer.stride[0]
    return step, window
