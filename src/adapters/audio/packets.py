"""From a container to decoded frames, past everything that is damaged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import av
from av.error import FFmpegError

from exact_transcription.adapters.audio.opus_priming import opus_leftover


@dataclass(frozen=True, slots=True)
class Refused:
    """A packet that the codec could not decode.

    Attributes:
        stamp: its time on the container's clock in seconds, or None.
        duration: seconds that it should have lasted; 0 if unknown.
    """

    stamp: float | None
    duration: float


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The container is damaged so that nothing after this can be read."""


@dataclass(frozen=True, slots=True)
class Priming:
    """What an encoder put in front and FFmpeg leaves in.

    Attributes:
        seconds: how much of the first frame it is.
    """

    seconds: float


def decoded(container: Any, track: Any, watch: Callable[[int], None]) -> Iterator[Any]:
    """Decode a track packet by packet: PyAV's `AudioFrame` or one of this module's classes.

    Args:
        container: the open container.
        track: one of its audio tracks.
        watch: is told how many bytes of the file have been worked off.
    """
    begun = False
    for packet in _packets(container, track):
        if packet is None:
            yield Unreadable()
            continue
        if not begun:
            begun = True
            yield Priming(opus_leftover(track.codec_context, packet))
        if packet.pos is not None and packet.pos >= 0:
            watch(packet.pos + packet.size)
        try:
            frames = track.codec_context.decode(packet)
        except av.error.EOFError:
            return
        except FFmpegError as error:
            if isinstance(error, MemoryError):
                raise
            yield Refused(_seconds(packet, packet.pts), _seconds(packet, packet.duration) or 0.0)
            continue
        yield from (frame for frame in frames if frame.samples)


def _packets(container: Any, track: Any) -> Iterator[Any]:
    """Packets and, where reading fails, None followed by the packet that empties the codec."""
    try:
        yield from container.demux(track)
    except FFmpegError as error:
        if isinstance(error, MemoryError):
            raise
        yield None
        yield av.Packet()


def _seconds(packet: Any, ticks: int | None) -> float | None:
    return None if ticks is None else float(ticks * packet.time_base)
