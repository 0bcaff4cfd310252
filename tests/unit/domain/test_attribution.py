from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.attribution import attribute
from exact_transcription.core.domain.diarization import Diarization
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.word import WordFlag
from tests.unit.domain.builders import diarization, segment, span, turn, word

A, B = "SPEAKER_00", "SPEAKER_01"


def _speakers(segments: tuple[Segment, ...]) -> list[str | None]:
    return [each.speaker for one in segments for each in one.words]


def test_words_go_to_the_speaker_of_the_exclusive_turn_that_shares_most_of_them() -> None:
    said = segment(word("Yes.", 0.0, 0.9), word("No.", 1.1, 2.0))
    found = attribute([said], diarization([turn(A, 0.0, 1.0), turn(B, 1.0, 2.0)]))
    assert _speakers(found) == [A, B]


def test_a_segment_with_two_speakers_is_split_and_keeps_its_text() -> None:
    said = segment(
        word("You", 0.0, 0.3),
        word("did?", 0.3, 0.9),
        word("I", 1.2, 1.4),
        word("did.", 1.4, 2.0),
        text="You  did?\u00a0I did.",
    )
    found = attribute([said], diarization([turn(A, 0.0, 1.0), turn(B, 1.1, 2.0)]))
    assert [each.text for each in found] == ["You  did?", "I did."]
    assert [each.speaker for each in found] == [A, B]
    assert [each.span for each in found] == [span(0.0, 0.9), span(1.2, 2.0)]


def test_a_segment_with_one_speaker_keeps_its_text_and_span_untouched() -> None:
    said = segment(word("Just", 0.2, 0.5), word("this.", 0.5, 0.9), text="Just this.")
    (found,) = attribute([said], diarization([turn(A, 0.0, 1.0)]))
    assert (found.text, found.span, found.speaker) == (said.text, said.span, A)


def test_the_last_word_of_a_sentence_does_not_fall_to_the_next_speaker() -> None:
    said = segment(
        word("I", 0.0, 0.2),
        word("said", 0.2, 0.5),
        word("that", 0.5, 0.8),
        word("before.", 0.8, 1.1),
        word("Well", 1.25, 1.5),
        word("yes.", 1.5, 1.9),
    )
    found = attribute([said], diarization([turn(A, 0.0, 0.85), turn(B, 0.85, 2.0)]))
    assert _speakers(found) == [A, A, A, A, B, B]


def test_the_first_word_of_a_sentence_does_not_fall_to_the_previous_speaker() -> None:
    said = segment(
        word("That", 0.0, 0.3),
        word("was", 0.3, 0.6),
        word("it.", 0.6, 1.0),
        word("Was", 1.05, 1.25),
        word("it", 1.25, 1.5),
        word("really?", 1.5, 2.2),
    )
    found = attribute([said], diarization([turn(A, 0.0, 1.25), turn(B, 1.25, 2.2)]))
    assert _speakers(found) == [A, A, A, B, B, B]


def test_a_change_of_speaker_inside_a_sentence_is_believed_when_several_words_support_it() -> None:
    texts = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    said = segment(*(word(text, 0.4 * k, 0.4 * k + 0.38) for k, text in enumerate(texts)))
    found = attribute([said], diarization([turn(A, 0.0, 1.6), turn(B, 1.6, 3.2)]))
    assert _speakers(found) == [A] * 4 + [B] * 4


def test_a_short_answer_in_its_own_turn_stays_with_its_speaker() -> None:
    said = segment(
        word("It", 0.0, 0.3),
        word("works.", 0.3, 1.0),
        word("Yeah.", 1.2, 1.6),
        word("And", 1.8, 2.0),
        word("fast.", 2.0, 2.6),
    )
    found = attribute([said], diarization([turn(A, 0.0, 1.1), turn(B, 1.1, 1.7), turn(A, 1.75, 2.7)]))
    assert _speakers(found) == [A, A, B, A, A]


def test_a_word_outside_all_turns_gets_the_nearest_speaker_and_is_flagged() -> None:
    said = segment(word("Hello.", 0.0, 0.5), word("Hm.", 1.2, 1.4))
    found = attribute([said], diarization([turn(A, 0.0, 0.6), turn(B, 1.7, 3.0)]))
    assert _speakers(found) == [A, B]
    assert found[-1].words[0].flags == {WordFlag.OUTSIDE_TURNS}


def test_a_word_far_from_every_turn_has_no_speaker() -> None:
    said = segment(word("Hello.", 0.0, 0.5), word("Ghost", 9.0, 9.4))
    found = attribute([said], diarization([turn(A, 0.0, 0.6)]))
    assert _speakers(found) == [A, None]
    assert WordFlag.OUTSIDE_TURNS in found[-1].words[0].flags


def test_words_far_from_turns_go_with_their_sentence() -> None:
    texts = ["so", "we", "went", "on", "and", "on."]
    said = segment(*(word(text, 0.5 * k, 0.5 * k + 0.4) for k, text in enumerate(texts)))
    found = attribute([said], diarization([turn(A, 0.0, 0.9)]))
    assert _speakers(found) == [A] * 6
    flagged = [WordFlag.OUTSIDE_TURNS in each.flags for each in found[0].words]
    assert flagged == [False, False, True, True, True, True]


def test_a_word_shared_evenly_is_marked_as_uncertain() -> None:
    said = segment(word("well", 0.5, 1.5))
    (found,) = attribute([said], diarization([turn(A, 0.0, 1.0), turn(B, 1.0, 2.0)]))
    assert WordFlag.UNCERTAIN_SPEAKER in found.words[0].flags


def test_a_word_inside_an_overlap_is_marked() -> None:
    said = segment(word("right", 0.1, 0.5), word("exactly", 1.1, 1.5))
    who = diarization([turn(A, 0.0, 2.0)], [turn(A, 0.0, 2.0), turn(B, 1.0, 1.6)])
    (found,) = attribute([said], who)
    assert [WordFlag.OVERLAPPED in each.flags for each in found.words] == [False, True]


def test_without_diarization_nobody_is_named() -> None:
    said = segment(word("Hello.", 0.0, 0.5, speaker="SPEAKER_07"))
    (found,) = attribute([said], None)
    assert (found.speaker, found.words[0].speaker, found.words[0].flags) == (None, None, frozenset())


def test_a_diarization_that_found_nobody_leaves_words_without_speaker() -> None:
    (found,) = attribute([segment(word("Hello.", 0.0, 0.5))], Diarization())
    assert found.speaker is None
    assert found.words[0].flags == {WordFlag.OUTSIDE_TURNS}


def test_no_segments_are_no_trouble() -> None:
    assert attribute([], diarization([turn(A, 0.0, 1.0)])) == ()


def test_a_segment_that_was_not_aligned_still_gets_a_speaker() -> None:
    said = Segment(span=span(0.0, 0.9), text="Not aligned.")
    (found,) = attribute([said], diarization([turn(A, 0.0, 1.0)]))
    assert (found.speaker, found.text) == (A, "Not aligned.")


def test_a_language_without_spaces_is_split_without_adding_any() -> None:
    said = segment(
        *(word(c, 0.2 * k, 0.2 * k + 0.2) for k, c in enumerate("你好。")),
        *(word(c, 1.0 + 0.2 * k, 1.2 + 0.2 * k) for k, c in enumerate("很好。")),
        text="你好。很好。",
    )
    found = attribute([said], diarization([turn(A, 0.0, 0.8), turn(B, 0.9, 2.0)]), language="zh")
    assert [each.text for each in found] == ["你好。", "很好。"]


_moment = st.integers(0, 4000).map(lambda n: n / 100)
_turns = st.lists(
    st.tuples(st.sampled_from(["S0", "S1", "S2"]), _moment, st.integers(1, 500)), max_size=12
).map(lambda items: [turn(who, start, start + length / 100) for who, start, length in items])
_words = st.lists(
    st.tuples(st.sampled_from(["a", "b.", "c,", "ja"]), _moment, st.integers(0, 90)), min_size=1, max_size=30
).map(lambda items: [word(text, start, start + length / 100) for text, start, length in items])


@given(_words, _turns, st.integers(1, 5))
def test_attribution_loses_and_invents_no_word(words: list, turns: list, size: int) -> None:  # type: ignore[type-arg]
    words.sort(key=lambda each: each.span)
    segments = [segment(*words[k : k + size]) for k in range(0, len(words), size)]
    found = attribute(segments, diarization(turns))
    attributed = [each for one in found for each in one.words]
    assert [(each.text, each.span) for each in attributed] == [(each.text, each.span) for each in words]
    assert " ".join(one.text for one in found) == " ".join(one.text for one in segments)
    for one in found:
        assert {each.speaker for each in one.words} == {one.speaker}
        assert one.span.start <= min(each.span.start for each in one.words)
        assert one.span.end >= max(each.span.end for each in one.words)
        assert one.speaker is None or one.speaker in {each.speaker for each in turns}
