"""Collects what could not be decoded, as notices that people can read."""

from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.time_span import TimeSpan, merged

_BRIDGE_S = 1.0
_MOST_SPANS = 50
_KEPT_SPANS = 1000
_CONTIGUOUS = frozenset({"aac", "aiff", "flac", "mp3", "ogg", "wav"})
"""Containers in which audio follows on audio: a hole in their clock means that something was destroyed."""


class DamageLog:
    """What went wrong while decoding one file; positions are in seconds, from 0 on."""

    def __init__(self, container: str) -> None:
        """Begin for a container, by FFmpeg's name."""
        self._contiguous = container in _CONTIGUOUS
        self._damaged: list[TimeSpan] = []
        self._gaps: list[TimeSpan] = []
        self._clock_jumps = 0
        self._unreadable = False

    @property
    def any_damage(self) -> bool:
        """Whether anything could not be decoded."""
        return bool(self._damaged) or self._unreadable

    @property
    def any_leap(self) -> bool:
        """Whether the clock cannot be trusted, and so no length that was worked out from it."""
        return self._clock_jumps > 0

    def undecodable(self, start: float, end: float) -> None:
        """A piece of data was refused by the codec."""
        _add(self._damaged, start, end)

    def unreadable(self) -> None:
        """The container could not be read to its end."""
        self._unreadable = True

    def gap(self, start: float, end: float) -> None:
        """The clock says that there is no audio here."""
        _add(self._damaged if self._contiguous else self._gaps, start, end)

    def broken_clock(self) -> None:
        """Time stamps ran backwards or leapt; they are not followed any more."""
        self._clock_jumps += 1

    def notices(self, duration: float) -> tuple[Notice, ...]:
        """Everything in order of time, a bounded number, within `duration` seconds."""
        found = [
            *_notices("damaged_media", "Part of the audio is damaged.", self._damaged, duration),
            *_notices("media_gap", "There is no audio here; silence was filled in.", self._gaps, duration),
        ]
        if self._unreadable:
            message = "The file is damaged and could not be read to its end."
            found.append(Notice(code="damaged_media", message=message))
        if self._clock_jumps:
            message = f"The time stamps leap in {self._clock_jumps} places; the audio was joined there."
            found.append(Notice(code="damaged_clock", message=message))
        return tuple(sorted(found, key=lambda notice: notice.span.start if notice.span else -1.0))


def _add(spans: list[TimeSpan], start: float, end: float) -> None:
    spans.append(TimeSpan(start=max(0.0, start), end=max(0.0, start, end)))
    if len(spans) > _KEPT_SPANS:
        spans[:] = merged(spans, bridge=_BRIDGE_S)
        if len(spans) > _KEPT_SPANS // 2:
            spans[:] = [TimeSpan(start=spans[0].start, end=spans[-1].end)]


def _notices(code: str, message: str, spans: list[TimeSpan], duration: float) -> list[Notice]:
    found = [span.clipped(duration) for span in merged(spans, bridge=_BRIDGE_S)]
    if len(found) <= _MOST_SPANS:
        return [Notice(code=code, message=message, span=span) for span in found]
    whole = TimeSpan(start=found[0].start, end=found[-1].end)
    return [Notice(code=code, message=f"{message} This happens {len(found)} times.", span=whole)]
