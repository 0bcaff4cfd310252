"""CAM++ speaker embeddings as a pyannote.audio model.

Network and weights: Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification Using
Context-Aware Masking", Interspeech 2023; 3D-Speaker's checkpoint for Chinese and English. Pooling is
pyannote's weighted statistics pooling, which with weights of one is the network's own.
"""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import torch

from exact_transcription.adapters.diarization.filter_bank import FRAME_LENGTH, FRAME_SHIFT, filter_bank
from exact_transcription.adapters.models import pyannote_audio as vendor
from exact_transcription.core.domain.errors import ModelError
from exact_transcription.core.domain.waveform import SAMPLE_RATE

DIMENSION = 192
CHANNELS = 512
STRIDE = 2 * FRAME_SHIFT
"""Samples from one frame of the network's output to the next: its first layer halves the frame rate."""
FRAMES_PER_SECOND = SAMPLE_RATE // STRIDE


class CamPlusPlus(vendor.Model):  # type: ignore[misc]
    """Embeddings of dimension 192 from 16 kHz audio.

    It has pyannote's two halves, `forward_frames` and `forward_embedding`, so that several speakers of one
    stretch of audio share the expensive first half.
    """

    def __init__(self, network: torch.nn.Module, sample_rate: int = 16_000, num_channels: int = 1) -> None:
        """Wrap the network that `load_camplusplus` builds."""
        super().__init__(sample_rate=sample_rate, num_channels=num_channels)
        layers = dict(network.xvector.named_children())
        self.head = network.head
        # The file's last layer ends in a ReLU, which would throw half of every embedding away: CAM++ was
        # trained without one (3D-Speaker builds that layer as "batchnorm_").
        dense = layers.pop("dense")
        self.projection = dense.linear
        self.normalisation = dense.nonlinear.batchnorm
        layers.pop("stats")
        self.body = torch.nn.Sequential(*layers.values())
        self.pool = vendor.StatsPool()

    @property
    def dimension(self) -> int:
        """Numbers in an embedding."""
        return DIMENSION

    def forward_features(self, features: torch.Tensor) -> torch.Tensor:
        """Frames of the network from centred filter banks.

        Args:
            features: shape (batch, frames, 80).

        Returns:
            Shape (batch, 512, half as many frames, rounded up).
        """
        frames: torch.Tensor = self.body(self.head(features.transpose(1, 2)))
        return frames

    def forward_frames(self, waveforms: torch.Tensor) -> torch.Tensor:
        """Frames of the network from audio, shape (batch, 1, samples), centred over all of it."""
        features = filter_bank(waveforms[:, 0])
        return self.forward_features(features - features.mean(dim=1, keepdim=True))

    def forward_embedding(self, frames: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
        """Embeddings from frames.

        Args:
            frames: shape (batch, 512, frames).
            weights: shape (batch, frames) or (batch, speakers, frames); resampled to the frames by nearest
                neighbour.

        Returns:
            Shape (batch, 192) or (batch, speakers, 192).
        """
        return self.embed_statistics(self.pool(frames, weights))

    def embed_statistics(self, statistics: torch.Tensor) -> torch.Tensor:
        """Embeddings from pooled frames: 512 means, then as many standard deviations, shape (..., 1024)."""
        projected = self.projection(statistics.flatten(0, -2).unsqueeze(-1)).squeeze(-1)
        embeddings: torch.Tensor = self.normalisation(projected)
        return embeddings.unflatten(0, statistics.shape[:-1])

    def forward(self, waveforms: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
        """Embeddings from audio, as pyannote's stock pipeline asks for them."""
        if waveforms.shape[-1] < FRAME_LENGTH + 2 * STRIDE:
            raise ValueError("CAM++ needs a few frames of audio")
        return self.forward_embedding(self.forward_frames(waveforms), weights)


def load_camplusplus(weights: Path, network: Path) -> CamPlusPlus:
    """Build the model.

    Args:
        weights: the state dict.
        network: the Python file that defines `CAMPPlus`; its content must have been checked, since it is run.

    Raises:
        ModelError: the two do not fit together.
    """
    spec = spec_from_file_location("exact_transcription_camplusplus_network", network)
    if spec is None or spec.loader is None:
        raise ModelError(f"{network.name} cannot be loaded as Python.")
    module: Any = module_from_spec(spec)
    spec.loader.exec_module(module)
    built = module.CAMPPlus(feat_dim=80, embedding_size=DIMENSION)
    try:
        built.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    except (RuntimeError, ValueError) as error:
        raise ModelError(f"{weights.name} does not hold the weights of CAM++.") from error
    model = CamPlusPlus(built)
    model.eval()
    return model
