"""How much decoding one file may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodeLimits:
    """What an operator allows one file to take; a file that wants more is an error, not a partial result.

    Attributes:
        max_bytes: size of the file.
        max_duration_s: seconds of audio. The decoded samples take 64 kB a second and channel on disk.
        max_wall_s: seconds that decoding may take altogether.
        max_stall_s: seconds that decoding may take without producing any audio.
        max_memory_bytes: address space of the decoding process; without any file it maps about 0.2 GB.
        max_channels: channels of the audio track.
        max_gap_s: longest hole in a recording's clock that is filled with silence. A longer one is taken
            for a damaged clock, and the audio behind it follows directly.
    """

    max_bytes: int = 64 * 1024**3
    max_duration_s: float = 24 * 3600.0
    max_wall_s: float = 3600.0
    max_stall_s: float = 120.0
    max_memory_bytes: int = 1024**3
    max_channels: int = 32
    max_gap_s: float = 3600.0
