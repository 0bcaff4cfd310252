"""However much is broken, the report stays short and within the recording."""

from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.adapters.audio.damage import DamageLog

PIECES = st.lists(st.tuples(st.floats(0, 5000), st.floats(0, 5)), max_size=300)


@given(PIECES, PIECES, st.floats(0, 4000))
def test_notices_are_few_in_order_and_within_the_recording(
    damaged: list[tuple[float, float]], gaps: list[tuple[float, float]], duration: float
) -> None:
    log = DamageLog("matroska,webm")
    for start, length in damaged:
        log.undecodable(start, start + length)
    for start, length in gaps:
        log.gap(start, start + length)
    notices = log.notices(duration)
    starts = [notice.span.start for notice in notices if notice.span]
    assert len(notices) <= 100
    assert starts == sorted(starts)
    assert all(notice.span.end <= duration for notice in notices if notice.span)
    assert {notice.code for notice in notices} <= {"damaged_media", "media_gap"}


def test_neighbouring_damage_is_one_notice() -> None:
    log = DamageLog("mp3")
    for index in range(100_000):
        log.undecodable(10 + index * 0.02, 10.02 + index * 0.02)
    (notice,) = log.notices(3000.0)
    assert notice.span is not None
    assert (round(notice.span.start), round(notice.span.end)) == (10, 2010)


def test_damage_all_over_a_long_recording_is_summed_up() -> None:
    log = DamageLog("mp3")
    for index in range(100_000):
        log.undecodable(index * 10.0, index * 10.0 + 0.02)
    assert len(log.notices(1e6)) == 1


def test_a_hole_in_a_file_without_a_clock_of_its_own_is_damage() -> None:
    log = DamageLog("flac")
    log.gap(1.0, 2.0)
    log.unreadable()
    log.broken_clock()
    assert [notice.code for notice in log.notices(10.0)] == [
        "damaged_media",
        "damaged_clock",
        "damaged_media",
    ]
