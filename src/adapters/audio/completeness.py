"""Whether a recording goes on to where it says that it does."""

from typing import Any

from exact_transcription.adapters.audio.stated_length import mp3_states_length, ogg_is_cut, wav_seconds
from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.time_span import TimeSpan

_DECLARING = frozenset({"aiff", "ape", "caf", "flac", "matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2", "w64"})
"""Containers of which FFmpeg reads the length from the header; for the others its duration is an estimate."""
_TOLERANCE_S = 0.5
_TOLERANCE_SHARE = 0.01
_MOST_S = 10 * 365 * 86400.0


def declared_seconds(container: Any, track: Any, descriptor: int) -> float | None:
    """Seconds of audio that the file promises, or None where it promises nothing."""
    name = container.format.name
    if name == "wav":
        seconds = wav_seconds(descriptor)
    elif name in _DECLARING or (name == "mp3" and mp3_states_length(descriptor)):
        seconds = _from_header(container, track)
    else:
        seconds = None
    return seconds if seconds is not None and 0 < seconds < _MOST_S else None


def missing_end(container: Any, declared: float | None, decoded: float, descriptor: int) -> Notice | None:
    """A notice if the audio stops well before its declared end or in the middle of an Ogg page."""
    if declared is not None and declared - decoded > max(_TOLERANCE_S, _TOLERANCE_SHARE * declared):
        return Notice(
            code="truncated_media",
            message=f"The recording breaks off: {decoded:.1f} of {declared:.1f} seconds are there.",
            span=TimeSpan(start=decoded, end=declared),
        )
    if container.format.name == "ogg" and ogg_is_cut(descriptor):
        return Notice(code="truncated_media", message="The recording breaks off: its end is missing.")
    return None


def _from_header(container: Any, track: Any) -> float | None:
    if track.duration is not None:
        return float(track.duration * track.time_base)
    if stated := track.metadata.get("DURATION"):
        return _clock(stated)
    return None if container.duration is None else float(container.duration / 1_000_000)


def _clock(text: str) -> float | None:
    """Seconds in Matroska's `hours:minutes:seconds`."""
    try:
        hours, minutes, seconds = (float(part) for part in text.split(":"))
    except ValueError:
        return None
    return hours * 3600 + minutes * 60 + seconds
