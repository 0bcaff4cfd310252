"""Silence, measured in the audio."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.background import Background, measure_background
from exact_transcription.core.domain.levels import STEP, WINDOW, measure_levels
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform

SHORTEST = 0.06
"""Seconds. Shorter dips are closures of stops and valleys between syllables."""

LONGEST_CLICK = 0.03
"""Seconds. A shorter rise out of a silence is a click or a fluctuation of the noise and does not end it."""

LONGEST_NOISE = 0.15
"""Seconds. In a noisy recording a rise as short as this is noise where voice activity finds no speech."""

INAUDIBLE = 46.0
"""dB below loud speech under which a sound is only noticed if something quieter is next to it."""

MASKED_RANGE = 42.0
"""dB. If loud speech stands less than this above the background, that covers the quiet ends of sounds."""

FADE_OUT, FADE_IN = 0.006, 0.002
"""Seconds by which sound reaches further into a silence for every dB covered: sounds die away at about
170 dB a second and begin at about 500. Found by adding noise to clean dialogues (docs/accuracy.md)."""

MOST_FADING = 0.4
"""Share of a silence that covered sound may take from one side."""

CERTAIN_VOICE = 0.85
"""Mean voice activity from which quiet frames in a noisy recording are weak speech that the noise covers."""

_NO_VOICE = 0.3
_CLEARLY = 6.0
_NOISY, _CLEAN = 30.0, 42.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A stretch in which nothing stands out from the background.

    Attributes:
        span: when.
        tolerance: seconds by which each edge may be off.
        voice: mean probability of speech there, 0 to 1, as the voice activity detector judges.
    """

    span: TimeSpan
    tolerance: float
    voice: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Silences:
    """All silence of a recording.

    Attributes:
        spans: sorted, disjoint; silence at the very beginning and end included.
        noise_floor_db: median background level, dB relative to full scale; None for no audio.
        dynamic_range_db: how far loud speech stands above the background, in dB.
    """

    spans: tuple[Silence, ...] = ()
    noise_floor_db: float | None = None
    dynamic_range_db: float = 0.0


def measure_silence(
    waveform: Waveform,
    activity: VoiceActivity | None = None,
    *,
    advance: Callable[[float], None] | None = None,
) -> Silences:
    """Find the silence of a recording from its level and its voice activity.

    A frame is silent where its level belongs to the recording's background at that time
    (`measure_background`). Breath, laughter and other sounds that stand out from it are no silence. Where
    the background is loud enough to cover weak sounds, edges are moved by what it hides, and what voice
    activity takes for speech with near certainty is no silence.

    Args:
        waveform: may be memory-mapped and of any length; it is read once, in blocks.
        activity: of the same recording.
        advance: told now and then which share (0..1) is done; may raise to stop.
    """
    levels = measure_levels(waveform, advance=advance)
    if not len(levels):
        return Silences()
    voice = _voice_at_frames(activity, len(levels))
    background = measure_background(levels, voice)
    if voice is None:
        voice = np.zeros(len(levels), np.float32)
    excess = levels - _thresholds(levels, background)
    quiet = _without_clicks(excess <= 0, voice, background)
    found = (_silence(first, last, excess, voice, background) for first, last in _runs(quiet))
    return Silences(
        spans=tuple(silence for silence in found if silence is not None),
        noise_floor_db=round(float(np.median(background.floor)), 1),
        dynamic_range_db=round(float(np.median(background.dynamic_range)), 1),
    )


def _thresholds(levels: npt.NDArray[np.float32], background: Background) -> npt.NDArray[np.float32]:
    """The level of each frame up to which it is silent.

    In a clean recording much lies between the background and what can be heard beside speech, such as the
    room in which an utterance was recorded. There a silence is judged by its own quietest part.
    """
    usual = background.floor + background.margin
    inaudible = background.floor + background.dynamic_range - INAUDIBLE
    thresholds = usual.copy()
    smooth = np.convolve(np.pad(levels, 2, mode="edge"), np.full(5, 0.2, np.float32), "valid")
    for first, last in _runs(smooth < inaudible):
        own = float(smooth[first:last].min() + background.margin[first])
        thresholds[first:last] = np.maximum(usual[first:last], np.minimum(own, inaudible[first:last]))
    return thresholds


def _silence(
    first: int,
    last: int,
    excess: npt.NDArray[np.float32],
    voice: npt.NDArray[np.float32],
    background: Background,
) -> Silence | None:
    """Judge the quiet frames first..last-1."""
    dynamic_range = float(background.dynamic_range[first])
    heard = float(voice[first:last].mean())
    if heard > np.interp(dynamic_range, (_NOISY, _CLEAN), (CERTAIN_VOICE, 1.0)):
        return None
    length = (last - first) * STEP
    covered = max(0.0, MASKED_RANGE - dynamic_range)
    # Nothing fades in or out at the very ends of a recording.
    fade_out = min(covered * FADE_OUT, length * MOST_FADING) if first > 0 else 0.0
    fade_in = min(covered * FADE_IN, length * MOST_FADING) if last < len(excess) else 0.0
    span = TimeSpan(start=first * STEP + fade_out, end=last * STEP - fade_in)
    if span.duration < SHORTEST:
        return None
    before, after = _softness(excess[:first][::-1]), _softness(excess[last:])
    tolerance = STEP + WINDOW / 2 + max(before, fade_out, after, fade_in)
    return Silence(span=span, tolerance=round(tolerance, 3), voice=round(heard, 3))


def _voice_at_frames(activity: VoiceActivity | None, frames: int) -> npt.NDArray[np.float32] | None:
    if activity is None or not len(activity.scores):
        return None
    at = (np.arange(frames) + 0.5) * STEP
    known = activity.frame_start + activity.frame_step * np.arange(len(activity.scores))
    return np.asarray(np.interp(at, known, activity.scores), np.float32)


def _softness(outside: npt.NDArray[np.float32]) -> float:
    """Seconds that the sound next to an edge takes to stand out clearly, at most 0.2.

    `outside` is how far the frames are above the threshold, dB, beginning at the edge.
    """
    near = outside[:20]
    clear = np.flatnonzero(near > _CLEARLY)
    return float(clear[0] if len(clear) else len(near)) * STEP


def _without_clicks(
    quiet: npt.NDArray[np.bool_], voice: npt.NDArray[np.float32], background: Background
) -> npt.NDArray[np.bool_]:
    result = quiet.copy()
    for first, last in _runs(~quiet):
        length = (last - first) * STEP
        if first == 0 or last == len(quiet) or length > LONGEST_NOISE + STEP / 2:
            continue
        noisy = background.dynamic_range[first] < MASKED_RANGE and voice[first:last].max() < _NO_VOICE
        if noisy or length < LONGEST_CLICK + STEP / 2:
            result[first:last] = True
    return result


def _runs(mask: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
