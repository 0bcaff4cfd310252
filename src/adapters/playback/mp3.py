"""MP3 at a constant bit rate, through PyAV.

Every browser plays it, also those that come without patented codecs. At a constant rate a moment's place in
the file is known, so that jumping is exact; the LAME header tells players to leave out the encoder's delay.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.errors import NotMediaError
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.progress import Progress

BIT_RATE = 48_000
FRAME_BYTES = BIT_RATE // 8 * 576 // SAMPLE_RATE
"""Of every frame alike: at these rates nothing is left over to be padded."""

_BLOCK = 10 * SAMPLE_RATE
_HEAD = 512
"""Bytes in which the first frame begins; ID3 takes some before it."""

_RUN_UP = 0.5
"""Seconds decoded before what is wanted: the first frames after a jump lack what came before them."""

_FAST = {"compression_level": "7"}
"""LAME's quality setting; twice as fast as its default, with no difference that one hears in talk."""

Samples = npt.NDArray[np.float32]


class Mp3PlaybackEncoder:
    """See `PlaybackEncoder`."""

    def encode(self, waveforms: Sequence[Waveform], path: Path, *, progress: Progress) -> None:
        """See the port."""
        write_mp3(path, _mixed(waveforms, progress))


class Mp3PlaybackReader:
    """See `PlaybackReader`."""

    def read(self, playback: BinaryIO, span: TimeSpan) -> Waveform:
        """See the port."""
        # Without the header at its beginning nobody knows the encoder's delay: all would be 70 ms late.
        playback.seek(0)
        return Waveform(read_span(playback, span))


def write_mp3(path: Path, blocks: Iterable[Samples]) -> None:
    """Write mono samples at 16 kHz, block by block."""
    with av.open(str(path), "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=SAMPLE_RATE, layout="mono", options=_FAST)
        stream.bit_rate = BIT_RATE
        place = 0
        for block in blocks:
            frame = av.AudioFrame.from_ndarray(block[np.newaxis], format="fltp", layout="mono")
            frame.sample_rate, frame.pts = SAMPLE_RATE, place
            place += len(block)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    _state_size(path)


def _state_size(path: Path) -> None:
    """Say in the Info frame how many bytes its frames take, without itself.

    Players that jump by proportion (FFmpeg's demuxer, which is Chromium's) take a moment's place as this size
    times the share of frames; FFmpeg's muxer counts the Info frame, which puts them a frame off, 36 ms, in
    the second half of a recording.
    """
    with path.open("r+b") as file:
        head = file.read(_HEAD)
        tag = head.find(b"Info")
        if tag < 0:
            raise NotMediaError("The encoder wrote no Info frame.")
        frames = int.from_bytes(head[tag + 8 : tag + 12], "big")
        file.seek(tag + 12)
        file.write((frames * FRAME_BYTES).to_bytes(4, "big"))


def read_span(file: object, span: TimeSpan) -> Samples:
    """The samples of a span of what `write_mp3` wrote; shorter where the span reaches past the end.

    Raises:
        NotMediaError: it did not write that.
    """
    pieces: list[Samples] = []
    first: float | None = None
    try:
        for start, samples in _frames(file, span.start - _RUN_UP):
            first = start if first is None else first
            pieces.append(samples)
            if start + len(samples) / SAMPLE_RATE >= span.end:
                break
    except av.FFmpegError as error:
        raise NotMediaError("The audio that was kept for playback cannot be read.") from error
    if first is None:
        return np.zeros(0, dtype=np.float32)
    whole = np.concatenate(pieces)
    begin = round((span.start - first) * SAMPLE_RATE)
    return whole[begin : begin + round(span.duration * SAMPLE_RATE)]


def _frames(file: object, start: float) -> Iterator[tuple[float, Samples]]:
    # Without this flag FFmpeg reads all that comes before, to be exact where the bit rate is not constant.
    with av.open(file, "r", format="mp3", options={"fflags": "fastseek"}) as container:
        stream = container.streams.audio[0]
        if container.duration is not None and start * av.time_base >= container.duration:
            return
        if start > 0:
            container.seek(int(start * av.time_base), backward=True)
        for frame in container.decode(stream):
            # Times in the file count the encoder's delay, which is not played.
            place = float((frame.pts - (stream.start_time or 0)) * frame.time_base)
            yield place, frame.to_ndarray()[0]


def _mixed(waveforms: Sequence[Waveform], progress: Progress) -> Iterator[Samples]:
    length = len(waveforms[0].samples)
    for start in range(0, length, _BLOCK):
        blocks = [waveform.samples[start : start + _BLOCK] for waveform in waveforms]
        mixed = np.mean(blocks, axis=0, dtype=np.float32) if len(blocks) > 1 else blocks[0]
        yield np.clip(mixed, -1.0, 1.0)
        progress.advance(min(1.0, (start + _BLOCK) / length))
