"""Scores against worked examples, and against the tools of the field on the same texts."""

from dataclasses import replace

import jiwer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exact_transcription.adapters.evaluation.tools import LibraryScoringTools
from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.evaluation import Evaluation, MismatchKind, pooled
from exact_transcription.core.domain.pause import PauseKind
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.usecases.evaluate import Evaluate, EvaluationOptions
from exact_transcription.plugins.testing import SAMPLES
from exact_transcription.plugins.testing.builders import pause, said, transcript

TRUE = transcript(
    [said("anna", 0.0, 2.0, "we meet on Monday."), said("ben", 3.0, 5.0, "Monday is fine, thanks")],
    pauses=[pause(PauseKind.GAP, 2.0, 3.0, "anna", "ben")],
)

WORDS = st.sampled_from("abcde")


def scored(found: Transcript, *true: Transcript, **options: float | str) -> Evaluation:
    return Evaluate(tools=LibraryScoringTools())(found, true, EvaluationOptions(**options))  # type: ignore[arg-type]


def shifted(original: Transcript, seconds: float) -> Transcript:
    def later(span: TimeSpan) -> TimeSpan:
        return TimeSpan(start=span.start + seconds, end=span.end + seconds)

    return replace(
        original,
        segments=tuple(
            replace(
                each,
                span=later(each.span),
                words=tuple(replace(word, span=later(word.span)) for word in each.words),
            )
            for each in original.segments
        ),
        pauses=tuple(replace(each, span=later(each.span)) for each in original.pauses),
    )


@pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if sample.segments])
def test_a_transcript_is_exactly_itself(name: str) -> None:
    whole = scored(SAMPLES[name], SAMPLES[name])
    assert whole.text is None or whole.text.rate in {0.0, None}
    assert whole.speakers is None or whole.speakers.cpwer in {0.0, None}
    assert whole.turns is None or whole.turns.rate in {0.0, None}
    assert whole.edges is None or set(whole.edges.offsets) <= {0.0}
    assert whole.pauses is None or whole.pauses.f1 in {1.0, None}


def test_case_punctuation_and_ways_of_writing_do_not_count() -> None:
    one = transcript([said("anna", 0.0, 3.0, "It's twenty-five colours, OK?")])
    two = transcript([said("anna", 0.0, 3.0, "it is 25 colors ok")])
    found = scored(two, one).text
    assert found is not None
    assert found.rate == 0.0


def test_every_differing_word_is_named_with_its_time() -> None:
    found = transcript(
        [said("anna", 0.0, 2.0, "we met on a Monday"), said("ben", 3.0, 5.0, "Monday is thanks")]
    )
    text = scored(found, TRUE).text
    assert text is not None
    assert (text.right, text.substituted, text.deleted, text.inserted) == (6, 1, 1, 1)
    assert text.rate == pytest.approx(3 / 8)
    assert [(each.kind, each.reference, each.found, each.speaker) for each in text.mismatches] == [
        (MismatchKind.SUBSTITUTED, "meet", "met", "anna"),
        (MismatchKind.INSERTED, "", "a", "anna"),
        (MismatchKind.DELETED, "fine", "", "ben"),
    ]
    met, _, fine = (each.start for each in text.mismatches)
    assert met == found.words[1].span.start
    assert fine == TRUE.words[6].span.start


def test_a_number_of_two_words_takes_no_times_from_the_others() -> None:
    one = transcript([said("anna", 0.0, 8.0, "we're twenty five here OK")])
    found = scored(transcript([said("anna", 0.0, 8.0, "we're twenty five here go")]), one)
    assert found.text is not None
    assert [(each.reference, each.start) for each in found.text.mismatches] == [
        ("ok", one.words[4].span.start)
    ]
    assert found.edges is not None
    assert found.edges.offsets == (0.0,) * 8


def test_languages_without_spaces_are_counted_in_characters() -> None:
    one = transcript([said("a", 0.0, 2.0, "今日 は 晴れ")], language="ja")
    two = transcript([said("a", 0.0, 2.0, "今日は 雨れ")], language="ja")
    text = scored(two, one).text
    assert text is not None
    assert (text.unit, text.length, text.substituted) == ("character", 5, 1)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from("abcde"), min_size=1, max_size=12),
    st.lists(st.sampled_from("abcde"), max_size=12),
)
def test_word_errors_are_those_of_jiwer(true: list[str], found: list[str]) -> None:
    sides = [
        Transcript(media=TRUE.media, language="de", segments=(segment,) if segment.text else ())
        for segment in (
            Segment(span=TimeSpan(start=0.0, end=9.0), text=" ".join(words)) for words in (true, found)
        )
    ]
    if not found:
        assert scored(sides[1], sides[0]).left_out["text"] == "the transcript holds no text"
        return
    ours = scored(sides[1], sides[0]).text
    assert ours is not None
    assert ours.rate == pytest.approx(jiwer.wer(" ".join(true), " ".join(found)))


def test_speakers_may_be_named_otherwise_but_not_mixed_up() -> None:
    renamed, mixed = (
        transcript(
            [said("X", 0.0, 2.0, "we meet on Monday"), said(second, 3.0, 5.0, "Monday is fine thanks")]
        )
        for second in ("Y", "X")
    )
    same, wrong = scored(renamed, TRUE).speakers, scored(mixed, TRUE).speakers
    assert same is not None
    assert wrong is not None
    assert (same.cpwer, same.right_share) == (0.0, 1.0)
    assert wrong.right_share == 0.5
    assert wrong.cpwer == 1.0  # four words too many for one speaker, four missing of the other


def test_the_diarization_error_has_its_three_parts() -> None:
    found = replace(
        TRUE,
        turns=(
            Turn(span=TimeSpan(start=0.5, end=2.0), speaker="anna"),  # 0.5 s missed
            Turn(span=TimeSpan(start=3.0, end=4.0), speaker="ben"),
            Turn(span=TimeSpan(start=4.0, end=4.8), speaker="anna"),  # 0.8 s confused
            Turn(span=TimeSpan(start=4.8, end=5.2), speaker="ben"),  # 0.2 s too much
        ),
    )
    turns = scored(found, replace(TRUE, media=replace(TRUE.media, duration=6.0))).turns
    assert turns is not None
    assert (turns.missed, turns.false_alarm, turns.confusion) == pytest.approx((0.5, 0.2, 0.8))
    assert turns.rate == pytest.approx(1.5 / 4.0)
    collared = scored(found, TRUE, collar=0.5).turns
    assert collared is not None
    assert collared.missed == pytest.approx(0.25)


def test_word_times_are_compared_where_the_word_is_right() -> None:
    late = shifted(TRUE, 0.05)
    edges = scored(late, TRUE).edges
    assert edges is not None
    assert len(edges.offsets) == 2 * len(TRUE.words)
    assert edges.median == pytest.approx(0.05)
    assert (edges.within(0.02), edges.within(0.05)) == (0.0, 1.0)


def test_pauses_are_found_by_both_edges_and_short_ones_are_not_asked_for() -> None:
    found = replace(
        TRUE,
        pauses=(
            pause(PauseKind.MICROPAUSE, 0.5, 0.6, "anna", "anna"),
            pause(PauseKind.GAP, 2.02, 2.95, "anna", "ben"),
            pause(PauseKind.PAUSE, 4.0, 4.4, "ben", "ben"),
        ),
    )
    pauses = scored(found, TRUE).pauses
    assert pauses is not None
    assert (pauses.true, pauses.found, pauses.matched) == (1, 2, 1)
    assert pauses.f1 == pytest.approx(2 / 3)
    assert pauses.within_tolerance == 0.5  # 20 ms and 50 ms off, 20 ms stated
    strict = scored(found, TRUE, pause_edge=0.03).pauses
    assert strict is not None
    assert (strict.matched, strict.overlapping) == (0, 1)
    assert strict.right_speakers_share == 1.0
    late = replace(found, pauses=(pause(PauseKind.GAP, 2.0, 3.0, "ben", "anna"),))
    turned = scored(late, TRUE).pauses
    assert turned is not None
    assert turned.right_speakers_share == 0.0


def test_each_part_comes_from_the_first_reference_that_holds_it() -> None:
    words_only = replace(TRUE, turns=(), pauses=())
    turns_only = replace(TRUE, segments=(), pauses=())
    found = scored(TRUE, turns_only, words_only)
    assert found.text is not None
    assert found.turns is not None
    assert found.pauses is None
    assert found.left_out == {"pauses": "the reference holds no pauses"}


def test_a_reference_that_holds_nothing_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match="nothing that can be scored"):
        scored(TRUE, Transcript(media=TRUE.media, language="en"))


def test_recordings_are_added_up_and_not_averaged() -> None:
    short = transcript([said("anna", 0.0, 1.0, "no")])
    wrong = transcript([said("anna", 0.0, 1.0, "so")])
    whole = pooled([scored(TRUE, TRUE), scored(wrong, short)])
    assert whole.text is not None
    assert whole.text.rate == pytest.approx(1 / 9)
    assert whole.turns is not None
    assert (whole.turns.recordings, whole.turns.counted) == (2, 2)
    japanese = transcript([said("a", 0.0, 2.0, "今日 は")], language="ja")
    mixed = pooled([scored(TRUE, TRUE), scored(japanese, japanese)])
    assert mixed.text is None
    assert "characters" in mixed.left_out["text"]
