"""The decoding itself: from a file's bytes to 16 kHz samples in files."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from exact_transcription.adapters.audio.assembly import Assembly, too_long
from exact_transcription.adapters.audio.completeness import declared_seconds, missing_end
from exact_transcription.adapters.audio.damage import DamageLog
from exact_transcription.adapters.audio.demuxing import audio_track, opened
from exact_transcription.adapters.audio.limits import DecodeLimits
from exact_transcription.adapters.audio.mixdown import Mixer
from exact_transcription.adapters.audio.packets import decoded
from exact_transcription.adapters.audio.sample_files import SampleFiles
from exact_transcription.core.domain.errors import EmptyMediaError, MediaLimitError, NotMediaError
from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.waveform import SAMPLE_RATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to decode.

    Attributes:
        stream: the media file, seekable.
        outputs: descriptors of files for raw float32 samples: one, or one a channel with `separate`.
        separate: keep the channels apart instead of mixing them.
        limits: what it may cost.
        report: is told the fraction that is done, very often.
    """

    stream: BinaryIO
    outputs: Sequence[int]
    separate: bool
    limits: DecodeLimits
    report: Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcoded:
    """What became of a file.

    Attributes:
        samples: length of each waveform at 16 kHz.
        waveforms: how many of the outputs were written.
        container: FFmpeg's name.
        codec: FFmpeg's name.
        sample_rate: of the source, Hz.
        channels: of the source.
        notices: what a reader should know.
    """

    samples: int
    waveforms: int
    container: str
    codec: str
    sample_rate: int
    channels: int
    notices: tuple[Notice, ...]


def transcode(request: Request) -> Transcoded:
    """Decode the first audio track.

    Raises:
        MediaError: a subclass by what is wrong.
        OSError: the outputs cannot be written.
    """
    mixer = Mixer(separate=request.separate)
    result = _decode(request, mixer)
    # Only the whole recording shows which mix keeps everybody. That the plain one does not is rare.
    return _decode(request, mixer) if mixer.reconsider() else result


def _decode(request: Request, mixer: Mixer) -> Transcoded:
    size = max(1, os.fstat(request.stream.fileno()).st_size)
    with opened(request.stream) as container:
        track, tracks = audio_track(container)
        channels = track.codec_context.channels
        declared = declared_seconds(container, track, request.stream.fileno())
        _check(channels, declared, request)
        files = SampleFiles(request.outputs[: channels if request.separate else 1])
        files.restart()
        damage = DamageLog(container.format.name)
        assembly = Assembly(
            files=files, mixer=mixer, damage=damage, limits=request.limits, zero=_first_picture(container)
        )
        for piece in decoded(container, track, lambda done: request.report(min(1.0, done / size))):
            assembly.take(piece)
        assembly.finish()
        _check_sound(files, damage)
        return Transcoded(
            samples=len(files),
            waveforms=channels if request.separate else 1,
            container=container.format.name,
            codec=track.codec_context.name,
            sample_rate=track.codec_context.sample_rate,
            channels=channels,
            notices=(
                *_general_notices(tracks, mixer),
                *damage.notices(len(files) / SAMPLE_RATE),
                *_end_notice(container, None if damage.any_leap else declared, files, request),
            ),
        )


def _check(channels: int, declared: float | None, request: Request) -> None:
    if channels > request.limits.max_channels:
        raise MediaLimitError(
            f"The recording has {channels} channels; at most {request.limits.max_channels} are allowed.",
            hint="Keep the channels that people speak on.",
        )
    if declared is not None and declared > request.limits.max_duration_s:
        raise too_long(request.limits)


def _check_sound(files: SampleFiles, damage: DamageLog) -> None:
    if len(files):
        return
    if damage.any_damage:
        raise NotMediaError(
            "None of the audio could be decoded: the file is damaged.", hint="Check that it plays."
        )
    raise EmptyMediaError("The audio track is empty.", hint="Check that something was recorded.")


def _first_picture(container: Any) -> float | None:
    """When the earliest video track starts, in seconds on the container's clock; cover art does not count."""
    starts = [
        float(track.start_time * track.time_base)
        for track in container.streams.video
        if track.start_time is not None and not track.disposition & track.disposition.attached_pic
    ]
    return min(starts, default=None)


def _general_notices(tracks: int, mixer: Mixer) -> Iterator[Notice]:
    if tracks > 1:
        message = f"The file has {tracks} audio tracks; only the main one was used."
        yield Notice(code="several_audio_tracks", message=message)
    if mixer.corrected:
        message = "The channels cancel each other out when they are mixed; they were mixed in another way."
        yield Notice(code="opposed_channels", message=message)
    if mixer.scaled:
        message = "The samples are far above full scale; the recording was scaled down."
        yield Notice(code="scaled_down", message=message)


def _end_notice(
    container: Any, declared: float | None, files: SampleFiles, request: Request
) -> Iterator[Notice]:
    notice = missing_end(container, declared, len(files) / SAMPLE_RATE, request.stream.fileno())
    if notice is not None:
        yield notice
