"""Truncated and damaged files give what can be decoded, each piece at its time, and say what is missing."""

from pathlib import Path

import numpy as np
import pytest

from exact_transcription.core.domain.errors import MediaError
from tests import media
from tests.integration.audio.decoding import codes, decode, delay_ms, likeness

ORIGINAL = media.sample()[6 * media.RATE : 14 * media.RATE]
SECONDS = 8.0


def cut(path: Path, share: float) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: round(len(data) * share)])
    return path


@pytest.mark.parametrize("name", ["wav 16 bit", "flac", "mp3", "mkv video", "aiff"])
def test_a_file_cut_in_half_gives_its_first_half_and_a_notice_about_the_rest(
    name: str, tmp_path: Path
) -> None:
    audio = decode(cut(media.write_kind(tmp_path, media.KINDS[name], ORIGINAL), 0.5))
    samples = audio.waveforms[0].samples
    assert SECONDS * 0.3 < audio.media.duration < SECONDS * 0.7
    assert delay_ms(samples, ORIGINAL) == pytest.approx(0.0, abs=0.2)
    assert codes(audio)[-1] == "truncated_media"
    span = audio.notices[-1].span
    assert span is not None
    assert span.start == pytest.approx(audio.media.duration, abs=0.01)
    assert span.end == pytest.approx(SECONDS, abs=0.1)


def test_an_mp4_file_with_its_index_in_front_gives_what_is_there(tmp_path: Path) -> None:
    path = media.write(
        tmp_path / "fast.mp4", ORIGINAL, codec="aac", bit_rate=64_000, options={"movflags": "faststart"}
    )
    audio = decode(cut(path, 0.6))
    assert SECONDS * 0.3 < audio.media.duration < SECONDS * 0.8
    assert codes(audio)[-1] == "truncated_media"


@pytest.mark.parametrize("name", ["ogg vorbis", "opus"])
def test_an_ogg_file_that_ends_within_a_page_says_so(name: str, tmp_path: Path) -> None:
    audio = decode(cut(media.write_kind(tmp_path, media.KINDS[name], ORIGINAL), 0.7))
    assert SECONDS * 0.3 < audio.media.duration < SECONDS
    assert codes(audio) == ["truncated_media"]


def test_garbage_in_a_flac_file_is_silent_and_what_follows_keeps_its_time(tmp_path: Path) -> None:
    path = media.write_kind(tmp_path, media.KINDS["flac"], ORIGINAL)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 2000] = np.random.default_rng(1).bytes(2000)
    path.write_bytes(bytes(data))
    audio = decode(path)
    samples = audio.waveforms[0].samples
    assert codes(audio) == ["damaged_media"]
    span = audio.notices[0].span
    assert span is not None
    first, last = round(span.start * media.RATE), round(span.end * media.RATE)
    assert last - first < media.RATE
    np.testing.assert_allclose(samples[: first - 16], ORIGINAL[: first - 16], atol=1e-4)
    np.testing.assert_allclose(samples[last + 16 :], ORIGINAL[last + 16 :], atol=1e-4)


def test_a_hole_in_the_clock_is_filled_with_silence(tmp_path: Path) -> None:
    path = media.write_tracks(
        tmp_path / "hole.mkv", [ORIGINAL], codec="pcm_s16le", gaps={4 * media.RATE: 2.5}
    )
    audio = decode(path)
    samples = audio.waveforms[0].samples
    assert codes(audio) == ["media_gap"]
    (notice,) = audio.notices
    assert notice.span is not None
    assert notice.span.duration == pytest.approx(2.5, abs=0.01)
    assert audio.media.duration == pytest.approx(SECONDS + 2.5, abs=0.01)
    assert not samples[round(4.1 * media.RATE) : round(6.4 * media.RATE)].any()
    after = samples[round(6.6 * media.RATE) :]
    assert delay_ms(after, ORIGINAL[round(4.1 * media.RATE) :]) == pytest.approx(0.0, abs=1.0)


def test_a_clock_that_leaps_for_hours_is_not_believed(tmp_path: Path) -> None:
    path = media.write_tracks(
        tmp_path / "leap.mkv", [ORIGINAL], codec="pcm_s16le", gaps={4 * media.RATE: 2 * 3600.0}
    )
    audio = decode(path)
    assert codes(audio) == ["damaged_clock"]
    assert audio.media.duration == pytest.approx(SECONDS, abs=0.01)


def test_sound_that_starts_after_the_picture_stays_in_sync(tmp_path: Path) -> None:
    path = media.write(tmp_path / "late.mkv", ORIGINAL, codec="pcm_s16le", video="mpeg4", start=1.5)
    audio = decode(path)
    assert delay_ms(audio.waveforms[0].samples, ORIGINAL) == pytest.approx(1500.0, abs=1.0)
    assert codes(audio) == []


def test_a_late_start_without_a_picture_counts_from_the_first_sound(tmp_path: Path) -> None:
    path = media.write(tmp_path / "late.mka", ORIGINAL, codec="pcm_s16le", container="matroska", start=1.5)
    audio = decode(path)
    assert delay_ms(audio.waveforms[0].samples, ORIGINAL) == pytest.approx(0.0, abs=0.1)


def test_a_few_flipped_bits_in_an_mp3_file_do_not_shift_what_follows(tmp_path: Path) -> None:
    path = media.write_kind(tmp_path, media.KINDS["mp3"], ORIGINAL)
    data = bytearray(path.read_bytes())
    for position in range(len(data) // 3, len(data) // 3 + 40, 3):
        data[position] ^= 0x10
    path.write_bytes(bytes(data))
    try:
        samples = decode(path).waveforms[0].samples
    except MediaError:  # pragma: no cover - would be a loss of eight seconds for a few bits
        pytest.fail("a few flipped bits made the whole file unreadable")
    assert likeness(samples[5 * media.RATE :], ORIGINAL[5 * media.RATE :]) > 0.95
    assert delay_ms(samples[5 * media.RATE :], ORIGINAL[5 * media.RATE :]) == pytest.approx(0.0, abs=0.2)
