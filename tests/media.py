"""Makes media files for tests, from the two-speaker call that pyannote.audio's package carries."""

import importlib.util
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import soundfile

Samples = npt.NDArray[np.float32]
"""Shape (samples,) or (channels, samples)."""

RATE = 16_000
_FRAME = 1024
_LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of media file.

    Attributes:
        suffix: of the file's name.
        codec: FFmpeg's audio encoder, or `soundfile:SUBTYPE` to have libsndfile write it.
        rate: the rate that is encoded.
        bit_rate: for lossy codecs.
        video: FFmpeg's video encoder for a track beside the audio, or empty.
        container: FFmpeg's muxer where the suffix does not say it.
        correlation: how alike decoded and original audio are at least.
        delay_ms: what the format itself puts in front without declaring it, as players show it.
    """

    suffix: str
    codec: str
    rate: int = RATE
    bit_rate: int = 0
    video: str = ""
    container: str | None = None
    correlation: float = 0.9999
    delay_ms: float = 0.0
    options: Mapping[str, str] = field(default_factory=dict)


KINDS: Mapping[str, Kind] = {
    "wav 8 bit": Kind(suffix=".wav", codec="pcm_u8", correlation=0.99),
    "wav 16 bit": Kind(suffix=".wav", codec="pcm_s16le"),
    "wav 24 bit": Kind(suffix=".wav", codec="pcm_s24le"),
    "wav 32 bit": Kind(suffix=".wav", codec="pcm_s32le"),
    "wav float32": Kind(suffix=".wav", codec="pcm_f32le"),
    "wav float64": Kind(suffix=".wav", codec="pcm_f64le"),
    "wav 44.1 kHz": Kind(suffix=".wav", codec="pcm_s16le", rate=44_100),
    "wav 48 kHz": Kind(suffix=".wav", codec="pcm_s16le", rate=48_000),
    "telephone mu-law": Kind(suffix=".wav", codec="pcm_mulaw", rate=8_000, correlation=0.95),
    "telephone A-law": Kind(suffix=".wav", codec="pcm_alaw", rate=8_000, correlation=0.95),
    "aiff": Kind(suffix=".aiff", codec="pcm_s16be"),
    "flac": Kind(suffix=".flac", codec="flac"),
    "flac 96 kHz": Kind(suffix=".flac", codec="flac", rate=96_000),
    "mp3": Kind(suffix=".mp3", codec="libmp3lame", bit_rate=64_000, correlation=0.98),
    "mp3 44.1 kHz": Kind(suffix=".mp3", codec="libmp3lame", rate=44_100, bit_rate=96_000, correlation=0.98),
    "m4a aac": Kind(suffix=".m4a", codec="aac", bit_rate=64_000, correlation=0.98, container="ipod"),
    "m4a alac": Kind(suffix=".m4a", codec="alac", container="ipod"),
    "raw aac": Kind(
        suffix=".aac", codec="aac", rate=48_000, bit_rate=96_000, correlation=0.98, delay_ms=1024 / 48
    ),
    "ogg vorbis": Kind(suffix=".ogg", codec="soundfile:VORBIS", correlation=0.98),
    "opus": Kind(suffix=".opus", codec="libopus", rate=48_000, bit_rate=32_000, correlation=0.95),
    "webm opus": Kind(suffix=".webm", codec="libopus", rate=48_000, bit_rate=32_000, correlation=0.95),
    "webm opus 16 kHz": Kind(suffix=".webm", codec="libopus", bit_rate=32_000, correlation=0.95),
    "webm video": Kind(
        suffix=".webm", codec="libopus", rate=48_000, bit_rate=32_000, video="libvpx", correlation=0.95
    ),
    "mp4 video": Kind(suffix=".mp4", codec="aac", bit_rate=64_000, video="mpeg4", correlation=0.98),
    "mov video": Kind(suffix=".mov", codec="pcm_s16le", video="mpeg4"),
    "mkv video": Kind(suffix=".mkv", codec="flac", video="mpeg4"),
    "avi video": Kind(
        suffix=".avi",
        codec="libmp3lame",
        bit_rate=64_000,
        video="mpeg4",
        correlation=0.98,
        delay_ms=1105 / 16,
    ),
}
"""Every kind of file that the decoder promises to read."""


@cache
def sample() -> Samples:
    """The call: 30 s at 16 kHz, two speakers, read-only."""
    with wave.open(str(sample_path())) as stream:
        pcm = np.frombuffer(stream.readframes(stream.getnframes()), dtype="<i2")
    samples = (pcm / 32768).astype(np.float32)
    samples.flags.writeable = False
    return samples


def sample_path() -> Path:
    """The call's file; the package itself, slow to import, is not imported."""
    spec = importlib.util.find_spec("pyannote.audio")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "sample" / "sample.wav"


def tone(frequency: float, seconds: float, *, rate: int = RATE, level: float = 0.5) -> Samples:
    """A sine."""
    return (level * np.sin(2 * np.pi * frequency * np.arange(round(seconds * rate)) / rate)).astype(
        np.float32
    )


def write_kind(folder: Path, kind: Kind, samples: Samples, *, name: str = "recording") -> Path:
    """Write samples (at 16 kHz) as a kind of file."""
    path = folder / f"{name}{kind.suffix}"
    source = resampled(samples, kind.rate)
    if kind.codec.startswith("soundfile:"):
        soundfile.write(path, source.T, kind.rate, format="OGG", subtype=kind.codec.split(":")[1])
        return path
    return write(
        path,
        source,
        rate=kind.rate,
        codec=kind.codec,
        bit_rate=kind.bit_rate,
        video=kind.video,
        container=kind.container,
    )


def write(  # noqa: PLR0913 - all have defaults
    path: Path,
    samples: Samples,
    *,
    rate: int = RATE,
    codec: str = "pcm_s16le",
    bit_rate: int = 0,
    video: str = "",
    container: str | None = None,
    start: float = 0.0,
    options: Mapping[str, str] | None = None,
) -> Path:
    """Encode samples at `rate`; `start` delays the audio track in containers with a clock."""
    write_tracks(
        path,
        [samples],
        rate=rate,
        codec=codec,
        bit_rate=bit_rate,
        video=video,
        container=container,
        gaps={0: start} if start else None,
        options=options,
    )
    return path


def write_tracks(  # noqa: PLR0913 - all have defaults
    path: Path,
    tracks: Sequence[Samples],
    *,
    rate: int = RATE,
    codec: str = "pcm_s16le",
    bit_rate: int = 0,
    video: str = "",
    container: str | None = None,
    gaps: Mapping[int, float] | None = None,
    options: Mapping[str, str] | None = None,
) -> Path:
    """Encode several audio tracks; `gaps` maps a sample to the seconds that the clock leaps before it."""
    with av.open(str(path), "w", format=container, options=dict(options or {})) as output:
        picture = output.add_stream(video, rate=5) if video else None
        if picture is not None:
            picture.width = picture.height = 64
            picture.pix_fmt = "yuv420p"
        streams = [output.add_stream(codec, rate=rate) for _ in tracks]
        for stream, samples in zip(streams, tracks, strict=True):
            stream.layout = _LAYOUTS[len(np.atleast_2d(samples))]
            if bit_rate:
                stream.bit_rate = bit_rate
        if picture is not None:
            _encode_pictures(output, picture, tracks[0].shape[-1] / rate)
        for stream, samples in zip(streams, tracks, strict=True):
            _encode(output, stream, np.atleast_2d(samples), rate, gaps or {})
    return path


def resampled(samples: Samples, rate: int) -> Samples:
    """Samples at 16 kHz brought to another rate by band-limited interpolation of the whole signal (FFT)."""
    if rate == RATE:
        return samples
    count = samples.shape[-1]
    wanted = count * rate // RATE
    spectrum = np.fft.rfft(samples.astype(np.float64))
    changed = np.zeros((*samples.shape[:-1], wanted // 2 + 1), dtype=np.complex128)
    kept = min(spectrum.shape[-1], changed.shape[-1])
    changed[..., :kept] = spectrum[..., :kept]
    return np.asarray(np.fft.irfft(changed, wanted) * wanted / count, dtype=np.float32)


def _encode_pictures(output: Any, stream: Any, seconds: float) -> None:
    for index in range(max(1, round(seconds * 5))):
        picture = av.VideoFrame.from_ndarray(
            np.full((64, 64, 3), index % 256, dtype=np.uint8), format="rgb24"
        )
        output.mux(stream.encode(picture))
    output.mux(stream.encode(None))


def _encode(output: Any, stream: Any, samples: Samples, rate: int, gaps: Mapping[int, float]) -> None:
    resampler = av.AudioResampler(format=stream.format, layout=stream.layout, rate=rate)
    clock = 0
    size = stream.codec_context.frame_size or _FRAME
    for start in range(0, samples.shape[1], size):
        clock += round(sum(leap for at, leap in gaps.items() if start <= at < start + size) * rate)
        piece = np.ascontiguousarray(samples[:, start : start + size].T).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(piece, format="flt", layout=stream.layout.name)
        frame.sample_rate = rate
        frame.time_base = Fraction(1, rate)
        frame.pts = clock
        clock += samples[:, start : start + size].shape[1]
        for converted in resampler.resample(frame):
            output.mux(stream.encode(converted))
    output.mux(stream.encode(None))
