"""Puts decoded frames together to samples at 16 kHz, each at its right time."""

from typing import Any

from exact_transcription.adapters.audio.damage import DamageLog
from exact_transcription.adapters.audio.limits import DecodeLimits
from exact_transcription.adapters.audio.mixdown import Mixer
from exact_transcription.adapters.audio.packets import Priming, Refused, Unreadable
from exact_transcription.adapters.audio.resampling import Planes, Resampler
from exact_transcription.adapters.audio.sample_files import SampleFiles
from exact_transcription.adapters.audio.timeline import Jump, Timeline
from exact_transcription.core.domain.errors import MediaLimitError
from exact_transcription.core.domain.waveform import SAMPLE_RATE


class Assembly:
    """One track on its way from frames to files."""

    def __init__(
        self, *, files: SampleFiles, mixer: Mixer, damage: DamageLog, limits: DecodeLimits, zero: float | None
    ) -> None:
        """Begin at position 0, whose time stamp is `zero` or the first frame's if that is earlier."""
        self._files = files
        self._mixer = mixer
        self._damage = damage
        self._limits = limits
        self._timeline = Timeline(zero=zero, max_gap=min(limits.max_gap_s, limits.max_duration_s))
        self._resampler = Resampler()
        self._stretch_start = 0.0
        self._stretch_samples = 0
        self._rate = SAMPLE_RATE
        self._to_cut = 0

    @property
    def end(self) -> float:
        """Where the audio so far ends, in seconds from position 0, counted at the source's own rate."""
        return self._stretch_start + self._stretch_samples / self._rate

    def take(self, piece: Any) -> None:
        """Append what came out of the codec.

        Raises:
            MediaLimitError: the recording becomes longer than allowed.
        """
        match piece:
            case Priming(seconds):
                self._to_cut = round(seconds * SAMPLE_RATE)
                self._stretch_start = -seconds
            case Refused(stamp, duration):
                start = self._timeline.refuse(stamp, self.end)
                self._damage.undecodable(start, start + duration)
            case Unreadable():
                self._damage.unreadable()
            case frame:
                self._take_frame(frame)

    def finish(self) -> None:
        """Write what is still held back."""
        self._write(self._resampler.flush())
        self._files.finish()

    def _take_frame(self, frame: Any) -> None:
        placement = self._timeline.place(frame.time, self.end)
        if placement.jump is Jump.BROKEN:
            self._damage.broken_clock()
        if placement.jump is Jump.GAP:
            if self._stretch_samples:
                self._damage.gap(self.end, placement.start)
            self._begin_stretch(placement.start, frame)
        elif not self._resampler.fits(frame) or not self._stretch_samples:
            self._begin_stretch(self.end, frame)
        if frame.is_corrupt:
            self._damage.undecodable(self.end, self.end + frame.samples / frame.sample_rate)
        self._stretch_samples += frame.samples
        if self.end > self._limits.max_duration_s:
            raise too_long(self._limits)
        self._write(self._resampler.push(frame))

    def _begin_stretch(self, start: float, frame: Any) -> None:
        self._write(self._resampler.flush())
        self._files.skip(max(0, round(start * SAMPLE_RATE) - len(self._files)))
        self._stretch_start, self._stretch_samples, self._rate = start, 0, frame.sample_rate
        self._mixer.begin([channel.name for channel in frame.layout.channels])

    def _write(self, pieces: list[Planes]) -> None:
        for piece in pieces:
            kept = piece[:, self._to_cut :]
            self._to_cut -= piece.shape[1] - kept.shape[1]
            self._files.write(self._mixer.mix(kept))


def too_long(limits: DecodeLimits) -> MediaLimitError:
    """The error for a recording above the longest that is allowed."""
    return MediaLimitError(
        f"The recording is longer than {limits.max_duration_s / 3600:g} hours.",
        hint="Split it, or raise the limit on duration.",
    )
