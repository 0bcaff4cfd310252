from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exact_transcription.core.domain.errors import JobCancelledError
from exact_transcription.core.domain.levels import QUIETEST, STEP, measure_levels
from exact_transcription.core.domain.silence import Silences, measure_silence
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform

Samples = npt.NDArray[np.float32]
Spans = list[tuple[float, float]]


def _speech(seconds: float, seed: int = 0) -> Samples:
    """Noise in the band of a voice, swelling and falling four times a second, never quiet."""
    count = round(seconds * SAMPLE_RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    frequencies = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    spectrum[(frequencies < 150) | (frequencies > 3500)] = 0
    carrier = np.fft.irfft(spectrum, count)
    swell = 0.6 + 0.4 * np.sin(2 * np.pi * 4 * np.arange(count) / SAMPLE_RATE)
    return np.asarray(0.1 * swell * carrier / carrier.std(), np.float32)


def _recording(
    layout: list[tuple[str, float]], noise: float = 1e-4
) -> tuple[Samples, list[tuple[float, float]]]:
    """Speech and silence in turn, over white noise; and where the silences are."""
    parts: list[Samples] = []
    silent: Spans = []
    clock = 0.0
    for index, (kind, seconds) in enumerate(layout):
        count = round(seconds * SAMPLE_RATE)
        parts.append(_speech(seconds, index) if kind == "speech" else np.zeros(count, np.float32))
        if kind == "silence":
            silent.append((clock, clock + seconds))
        clock += seconds
    samples = np.concatenate(parts)
    background = noise * np.random.default_rng(99).standard_normal(len(samples))
    return np.asarray(samples + background, np.float32), silent


def _activity(samples: Samples, silent: Spans, *, low: float = 0.02) -> VoiceActivity:
    step = 0.017
    at = np.arange(int(len(samples) / SAMPLE_RATE / step) + 1) * step
    scores = np.full(len(at), 0.98, np.float32)
    for start, end in silent:
        scores[(at >= start) & (at < end)] = low
    return VoiceActivity(speech=(), scores=scores, frame_step=step)


def _spans(found: Silences) -> Spans:
    return [(each.span.start, each.span.end) for each in found.spans]


LAYOUT = [("speech", 2.0), ("silence", 0.5), ("speech", 3.0), ("silence", 1.5), ("speech", 2.0)]


@pytest.mark.parametrize("noise", [0.0, 1e-5, 1e-4, 1e-3, 5e-3])
def test_silences_are_found_within_their_tolerance_whatever_the_background(noise: float) -> None:
    samples, silent = _recording(LAYOUT, noise)
    found = measure_silence(Waveform(samples), _activity(samples, silent))
    assert len(found.spans) == len(silent)
    for (start, end), each in zip(silent, found.spans, strict=True):
        assert each.span.start == pytest.approx(start, abs=each.tolerance)
        assert each.span.end == pytest.approx(end, abs=each.tolerance)
        assert each.tolerance < 0.15


def test_without_voice_activity_the_level_alone_decides() -> None:
    samples, silent = _recording(LAYOUT)
    found = measure_silence(Waveform(samples))
    assert np.allclose(_spans(found), silent, atol=0.03)


@given(st.lists(st.tuples(st.integers(30, 150), st.integers(12, 200)), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_any_dialogue_over_a_quiet_background_is_measured(pieces: list[tuple[int, int]]) -> None:
    layout: list[tuple[str, float]] = []
    for talk, pause in pieces:
        layout += [("speech", talk / 100), ("silence", pause / 100)]
    samples, silent = _recording([*layout, ("speech", 0.8)])
    assert np.allclose(
        _spans(measure_silence(Waveform(samples), _activity(samples, silent))), silent, atol=0.03
    )


@pytest.mark.parametrize("gain", [0.01, 0.1, 3.0])
def test_the_gain_of_a_recording_changes_nothing(gain: float) -> None:
    samples, silent = _recording(LAYOUT)
    activity = _activity(samples, silent)
    usual = measure_silence(Waveform(samples), activity)
    louder = measure_silence(Waveform((gain * samples).astype(np.float32)), activity)
    assert np.allclose(_spans(usual), _spans(louder), atol=0.011)
    assert louder.noise_floor_db == pytest.approx((usual.noise_floor_db or 0) + 20 * np.log10(gain), abs=1.0)


def test_a_constant_offset_changes_nothing() -> None:
    samples, silent = _recording(LAYOUT)
    found = measure_silence(Waveform((samples + 0.3).astype(np.float32)), _activity(samples, silent))
    assert np.allclose(_spans(found), silent, atol=0.03)


def test_mains_hum_belongs_to_the_background() -> None:
    samples, silent = _recording(LAYOUT)
    hum = 0.002 * np.sin(2 * np.pi * 50 * np.arange(len(samples)) / SAMPLE_RATE)
    found = measure_silence(Waveform((samples + hum).astype(np.float32)), _activity(samples, silent))
    assert len(found.spans) == len(silent)
    for (start, end), each in zip(silent, found.spans, strict=True):
        assert max(abs(each.span.start - start), abs(each.span.end - end)) <= each.tolerance < 0.08


def test_measuring_tells_how_far_it_is_and_can_be_stopped() -> None:
    samples = np.zeros(100 * SAMPLE_RATE, np.float32)
    told: list[float] = []
    measure_silence(Waveform(samples), advance=told.append)
    assert told == sorted(told)
    assert len(told) > 1
    assert told[-1] == 1.0

    def stop(_: float) -> None:
        raise JobCancelledError("stop")

    with pytest.raises(JobCancelledError):
        measure_silence(Waveform(samples), advance=stop)


def test_breath_that_stands_out_parts_a_silence() -> None:
    samples, _ = _recording([("speech", 2.0), ("silence", 1.5), ("speech", 2.0)])
    breath = slice(round(2.5 * SAMPLE_RATE), round(2.9 * SAMPLE_RATE))
    samples[breath] += 0.02 * _speech(0.4)
    found = measure_silence(Waveform(samples), _activity(samples, [(2.0, 3.5)]))
    assert np.allclose(_spans(found), [(2.0, 2.5), (2.9, 3.5)], atol=0.03)


def test_a_click_does_not_part_a_silence() -> None:
    samples, silent = _recording([("speech", 2.0), ("silence", 1.5), ("speech", 2.0)])
    samples[round(2.7 * SAMPLE_RATE)] += 0.2
    assert np.allclose(_spans(measure_silence(Waveform(samples))), silent, atol=0.03)


def test_digital_silence_around_a_recording_does_not_hide_its_pauses() -> None:
    samples, silent = _recording(LAYOUT, noise=2e-3)
    nothing = np.zeros(2 * SAMPLE_RATE, np.float32)
    shifted = [(start + 2, end + 2) for start, end in silent]
    padded = np.concatenate([nothing, samples, nothing])
    length = len(padded) / SAMPLE_RATE
    activity = _activity(padded, [(0.0, 2.0), *shifted, (length - 2, length)])
    found = [
        each for each in _spans(measure_silence(Waveform(padded), activity)) if 2 < each[0] < length - 2.1
    ]
    # The synthetic speech stops abruptly, while the edges allow for sounds that die away under the noise.
    assert np.allclose(found, shifted, atol=0.08)


def test_a_background_that_gets_louder_is_followed() -> None:
    first, silent = _recording(LAYOUT * 12, noise=1e-4)
    second, _ = _recording(LAYOUT * 12, noise=5e-3)
    length = len(first) / SAMPLE_RATE
    both = [*silent, *((start + length, end + length) for start, end in silent)]
    samples = np.concatenate([first, second])
    found = _spans(measure_silence(Waveform(samples), _activity(samples, both)))
    far_from_the_change = [each for each in both if abs(each[0] - length) > 30]
    for start, end in far_from_the_change:
        assert any(abs(a - start) < 0.12 and abs(b - end) < 0.12 for a, b in found)


def test_weak_speech_that_noise_covers_is_no_silence_where_a_voice_is_heard() -> None:
    samples, silent = _recording(LAYOUT, noise=2e-2)
    sure = measure_silence(Waveform(samples), _activity(samples, [], low=0.98))
    assert sure.spans == ()
    assert len(measure_silence(Waveform(samples), _activity(samples, silent)).spans) == len(silent)


@pytest.mark.parametrize("count", [0, 1, 159])
def test_audio_shorter_than_one_frame_has_no_silence(count: int) -> None:
    assert measure_silence(Waveform(np.zeros(count, np.float32))) == Silences()


def test_a_recording_of_nothing_is_one_silence() -> None:
    found = measure_silence(Waveform(np.zeros(3 * SAMPLE_RATE, np.float32)))
    assert _spans(found) == [(0.0, 3.0)]


def test_levels_are_the_same_for_memory_mapped_audio_over_many_blocks(tmp_path: Path) -> None:
    samples = np.concatenate([_speech(50.0), 0.01 * _speech(45.7, 1)])
    path = tmp_path / "samples.f32"
    samples.tofile(path)
    mapped = np.memmap(path, np.float32, mode="r")
    levels = measure_levels(Waveform(mapped))
    assert len(levels) == round(95.7 / STEP)
    assert np.array_equal(levels, measure_levels(Waveform(samples)))
    # A cut that does not start at a block's border gives the same levels as the whole.
    part = measure_levels(Waveform(samples[30 * SAMPLE_RATE : 60 * SAMPLE_RATE]))
    assert np.allclose(part[5:-5], levels[3005:5995], atol=1e-3)


def test_the_level_of_a_full_scale_sine_is_minus_three_decibels() -> None:
    at = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    levels = measure_levels(Waveform(np.sin(2 * np.pi * 1000 * at).astype(np.float32)))
    assert np.allclose(levels[2:-2], -3.01, atol=0.05)


def test_digital_silence_has_the_quietest_level() -> None:
    assert np.allclose(measure_levels(Waveform(np.zeros(SAMPLE_RATE, np.float32))), QUIETEST)


def test_room_noise_far_below_speech_is_silence_unless_something_quieter_is_beside_it() -> None:
    samples, _ = _recording(
        [("speech", 2.0), ("silence", 1.0), ("speech", 2.0), ("silence", 1.5), ("speech", 2.0)]
    )
    room = 3.5e-4 * np.random.default_rng(5).standard_normal(len(samples))
    room[: round(2.0 * SAMPLE_RATE)] = 0
    room[round(4.0 * SAMPLE_RATE) :] = 0
    found = _spans(measure_silence(Waveform((samples + room).astype(np.float32))))
    # The first pause is room noise from end to end; the second follows room noise and is quieter.
    assert np.allclose(found[0], (2.0, 3.0), atol=0.03)
    room[round(5.0 * SAMPLE_RATE) : round(5.6 * SAMPLE_RATE)] = room[
        round(2.0 * SAMPLE_RATE) : round(2.6 * SAMPLE_RATE)
    ]
    beside = _spans(measure_silence(Waveform((samples + room).astype(np.float32))))
    assert np.allclose(beside[1], (5.6, 6.5), atol=0.03)
