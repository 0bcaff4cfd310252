"""What is measured in the audio once words have times and speakers: silence, pauses, overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.joint_silence import joint_silence
from exact_transcription.core.domain.overlaps import find_overlaps
from exact_transcription.core.domain.pause import Overlap, Pause
from exact_transcription.core.domain.pauses import measure_pauses
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.silence import Silences, measure_silence
from exact_transcription.core.domain.transcription_options import PauseSettings
from exact_transcription.core.domain.trimming import trim_words
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.progress import Progress

_SILENCE = 0.8
"""Share of the work that measuring silence is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The measured parts of a transcript.

    Attributes:
        segments: with words that no longer swallow silence.
        turns: as given.
        pauses: sorted, disjoint.
        overlaps: sorted, disjoint.
        speakers: ids of all who talk or were given words, in order of first being heard.
        noise_floor_db: level of the background, dB relative to full scale, or None for no audio.
    """

    segments: tuple[Segment, ...]
    turns: tuple[Turn, ...]
    pauses: tuple[Pause, ...]
    overlaps: tuple[Overlap, ...]
    speakers: tuple[str, ...]
    noise_floor_db: float | None


def measured(
    waveforms: Sequence[Waveform],
    activities: Sequence[VoiceActivity],
    segments: Sequence[Segment],
    turns: Sequence[Turn],
    *,
    settings: PauseSettings,
    progress: Progress,
) -> Measured:
    """Measure silence on every waveform and name what lies between the words.

    Args:
        waveforms: one, or one a channel.
        activities: the voice activity of each waveform.
        segments: with word times and speakers; with several channels, those of `SPEAKER_n` are channel n's.
        turns: who talks when; empty if nobody was told apart.
        settings: which silences are reported.
        progress: of this stage.
    """
    silences: list[Silences] = []
    for number, (waveform, activity) in enumerate(zip(waveforms, activities, strict=True)):

        def advance(fraction: float, number: int = number) -> None:
            progress.advance(_SILENCE * (number + fraction) / len(waveforms))

        silences.append(measure_silence(waveform, activity, advance=advance))
    if len(silences) == 1:
        trimmed = trim_words(segments, silences[0])
    else:
        trimmed = _trimmed_by_channel(segments, silences)
    joint = joint_silence(silences)
    return Measured(
        segments=trimmed,
        turns=tuple(turns),
        pauses=measure_pauses(trimmed, joint, turns=turns, settings=settings),
        overlaps=find_overlaps(turns),
        speakers=_in_order_of_hearing(trimmed, turns),
        noise_floor_db=joint.noise_floor_db,
    )


def _trimmed_by_channel(segments: Sequence[Segment], silences: Sequence[Silences]) -> tuple[Segment, ...]:
    trimmed: list[Segment] = []
    for channel, silent in enumerate(silences):
        own = [segment for segment in segments if segment.speaker == f"SPEAKER_{channel:02d}"]
        trimmed += trim_words(own, silent)
    return tuple(sorted(trimmed, key=lambda segment: segment.span))


def _in_order_of_hearing(segments: Sequence[Segment], turns: Sequence[Turn]) -> tuple[str, ...]:
    heard = [(turn.span.start, turn.speaker) for turn in turns]
    heard += [
        (word.span.start, word.speaker)
        for segment in segments
        for word in segment.words
        if word.speaker is not None
    ]
    heard += [(segment.span.start, segment.speaker) for segment in segments if segment.speaker is not None]
    return tuple(dict.fromkeys(speaker for _, speaker in sorted(heard)))
