"""Where something is said, with what is said around it."""

from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.excerpt import AROUND, excerpt_of
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.testing.builders import said, transcript
from exact_transcription.plugins.testing.samples import SAMPLES


def talk(*texts: str) -> Transcript:
    return transcript([said("SPEAKER_00", 10.0 * at, 10.0 * at + 9.0, text) for at, text in enumerate(texts)])


def test_what_was_looked_for_is_shown_as_it_is_written_there_with_the_time_of_its_word() -> None:
    made = talk("It rains.", "We went to the Old   Harbour at night.")
    found = excerpt_of(made, "old harbour")
    assert found is not None
    assert (found.before, found.found, found.after) == ("We went to the ", "Old Harbour", " at night.")
    word = next(each for each in made.words if each.text == "Old")
    assert (found.start, found.speaker, found.more) == (word.span.start, "SPEAKER_00", 0)


def test_the_middle_of_a_word_has_the_time_of_the_word() -> None:
    made = talk("Rain on the harbour.")
    found = excerpt_of(made, "bour")
    assert found is not None
    assert (found.before, found.start) == ("Rain on the har", made.words[-1].span.start)


def test_it_may_go_on_over_the_end_of_a_segment() -> None:
    found = excerpt_of(talk("The end of one", "is where another begins."), "ONE\nis")
    assert found is not None
    assert (found.before, found.found, found.after) == ("The end of ", "one is", " where another begins.")


def test_letters_that_have_another_length_in_lower_case_shift_nothing() -> None:
    found = excerpt_of(talk("Die Straße, die große Straße ist naß."), "STRASSE IST")
    assert found is not None
    assert (found.found, found.after, found.more) == ("Straße ist", " naß.", 0)


def test_long_sentences_are_shortened_at_words() -> None:
    found = excerpt_of(talk(f"{'before ' * 40}needle {'after ' * 40}".strip()), "needle")
    assert found is not None
    assert found.before.startswith("…before")
    assert found.after.endswith("after…")
    assert max(len(found.before), len(found.after)) <= AROUND + 1


def test_it_counts_the_other_places() -> None:
    found = excerpt_of(talk("Boats, boats.", "And boats."), "boats")
    assert found is not None
    assert found.more == 2


def test_what_is_not_said_is_not_found() -> None:
    assert [excerpt_of(talk("Rain."), wanted) for wanted in ("snow", "", "  ")] == [None] * 3
    assert excerpt_of(SAMPLES["empty"], "rain") is None


@given(text=st.text(min_size=1, max_size=40), cut=st.tuples(st.integers(0, 39), st.integers(1, 10)))
def test_whatever_a_transcript_says_is_found_in_it(text: str, cut: tuple[int, int]) -> None:
    wanted = text[cut[0] : cut[0] + cut[1]]
    made = talk(text)
    found = excerpt_of(made, wanted)
    if " ".join(wanted.casefold().split()):
        assert found is not None
        assert found.start in {word.span.start for word in made.words} | {0.0}
