"""A decoder that knows recordings by the names of their files."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.errors import EmptyMediaError, MediaNotFoundError
from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.transcript import Media
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.audio_decoding import ChannelMode, DecodedAudio
from exact_transcription.core.ports.progress import Progress


class FakeAudioDecoder:
    """Gives the samples that it was given: 16 kHz, shape (samples,) or (channels, samples), by file name."""

    def __init__(
        self, recordings: Mapping[str, npt.NDArray[np.float32]], *, notices: tuple[Notice, ...] = ()
    ) -> None:
        self._recordings = {name: np.atleast_2d(samples) for name, samples in recordings.items()}
        self._notices = notices

    def decode(self, path: Path, *, channels: ChannelMode, progress: Progress) -> DecodedAudio:
        rows = self._recordings.get(path.name)
        if rows is None:
            raise MediaNotFoundError(f"There is no file {path}.", hint="Check the path.")
        if not rows.size:
            raise EmptyMediaError(f"The file {path.name} is empty.", hint="It may have been cut off.")
        for fraction in (0.0, 0.5, 1.0):
            progress.advance(fraction)
        if channels is ChannelMode.MIX:
            rows = rows.mean(axis=0, dtype=np.float32)[np.newaxis]
        return DecodedAudio(
            waveforms=tuple(Waveform(row.astype(np.float32)) for row in rows),
            media=Media(
                name=path.name,
                duration=rows.shape[1] / SAMPLE_RATE,
                container="wav",
                codec="pcm_f32le",
                sample_rate=SAMPLE_RATE,
                channels=len(self._recordings[path.name]),
            ),
            notices=self._notices,
        )
