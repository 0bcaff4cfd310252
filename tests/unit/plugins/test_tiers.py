from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.annotation.labels import Label, filled, laid_out
from exact_transcription.plugins.annotation.speaker_tiers import speaker_tiers
from exact_transcription.plugins.formatting.plain_text import one_line
from exact_transcription.plugins.testing.builders import said, transcript
from tests.unit.plugins.strategies import transcripts

LABELS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=20).map(
    lambda pairs: sorted(
        (Label(start=min(pair), end=max(pair), text=str(number)) for number, pair in enumerate(pairs)),
        key=lambda label: label.start,
    )
)


@given(labels=LABELS)
def test_laid_out_labels_are_disjoint_and_none_is_lost(labels: list[Label]) -> None:
    placed = laid_out(labels)
    assert [label.text for label in placed] == [label.text for label in labels]
    assert all(label.start < label.end for label in placed)
    assert all(before.end <= after.start for before, after in pairwise(placed))


@given(labels=LABELS)
def test_disjoint_labels_stay_where_they_are(labels: list[Label]) -> None:
    placed = laid_out(labels)
    assert laid_out(placed) == placed


def test_an_overlapping_label_is_cut_at_its_end_and_an_empty_one_takes_a_millisecond() -> None:
    labels = [
        Label(start=0, end=100, text="long"),
        Label(start=60, end=60, text="none"),
        Label(start=90, end=120, text="last"),
    ]
    assert [(label.start, label.end) for label in laid_out(labels)] == [(0, 60), (60, 61), (90, 120)]


@given(labels=LABELS, more=st.integers(0, 10))
def test_filled_labels_cover_everything(labels: list[Label], more: int) -> None:
    placed = laid_out(labels)
    end = (placed[-1].end if placed else 0) + more
    covered = filled(placed, end)
    assert [label for label in covered if label.text] == placed
    assert all(before.end == after.start for before, after in pairwise(covered))
    assert not covered or (covered[0].start, covered[-1].end) == (0, end)


@given(transcript=transcripts())
def test_every_word_stands_in_exactly_one_stretch_of_its_speaker(transcript: Transcript) -> None:
    tiers = speaker_tiers(transcript)
    for tier in tiers:
        wanted = sorted(
            one_line(word.text) or "\ufffd" for word in transcript.words if word.speaker == tier.speaker
        )
        got = [word for stretch in tier.stretches for word in stretch.words]
        assert sorted(word.text for word in got) == wanted
        for stretch in tier.stretches:
            assert all(stretch.start <= word.start < word.end <= stretch.end for word in stretch.words)
        assert all(before.end <= after.start for before, after in pairwise(tier.stretches))
        assert all(before.end <= after.start for before, after in pairwise(got))
    assert len({tier.name for tier in tiers}) == len(tiers)


def test_a_turn_inside_another_turn_of_the_same_speaker_comes_apart() -> None:
    nested = transcript(
        [
            said("SPEAKER_00", 0.0, 4.0, "one two three four"),
            said("SPEAKER_01", 1.0, 1.5, "hm"),
            said("SPEAKER_00", 1.6, 1.8, "inside"),
        ]
    )
    [first, _] = speaker_tiers(nested)
    assert [stretch.text for stretch in first.stretches] == ["one two", "inside", "three four"]


def test_speakers_of_one_name_get_tiers_of_different_names() -> None:
    twins = transcript(
        [said("SPEAKER_00", 0, 1, "a"), said("SPEAKER_01", 1, 2, "b")],
        names={"SPEAKER_00": "Ann", "SPEAKER_01": "Ann"},
    )
    assert [tier.name for tier in speaker_tiers(twins)] == ["Ann", "Ann (2)"]
