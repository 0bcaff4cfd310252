"""Opus in Matroska and WebM: the encoder's delay that FFmpeg 8 leaves in.

Matroska states the delay in nanoseconds. FFmpeg's demuxer converts it to samples with the rate that the
track's header gives, which FFmpeg's own muxer sets to the rate before encoding (say 16 kHz), but applies it
to decoded samples, which are always at 48 kHz: with 16 kHz, two thirds of the delay (4 ms) stay in front of
the sound. The Opus header (RFC 7845, section 5.1) has the delay in samples at 48 kHz in bytes 10 and 11.
"""

import struct
from typing import Any

_RATE = 48_000


def opus_leftover(codec_context: Any, first_packet: Any) -> float:
    """Seconds at the start of the first decoded frame that come from before the recording; mostly 0."""
    header = codec_context.extradata
    if codec_context.name not in {"opus", "libopus"} or not header or len(header) < 12:  # noqa: PLR2004
        return 0.0
    if not first_packet.has_sidedata("skip_samples"):
        return 0.0
    (delay,) = struct.unpack_from("<H", header, 10)
    # `AV_PKT_DATA_SKIP_SAMPLES`: u32 little-endian samples to cut from the start, then from the end.
    (cut,) = struct.unpack_from("<I", bytes(first_packet.get_sidedata("skip_samples")))
    return float((delay - cut) / _RATE) if 0 < cut < delay else 0.0
