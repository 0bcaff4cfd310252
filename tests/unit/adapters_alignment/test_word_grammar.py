import pytest

from exact_transcription.adapters.alignment.word_grammar import NEIGHBOUR, WordGrammar

FIVE_DOLLARS = ((("five", "dollars"), ("five",)),)
TWENTY_PERCENT = ((("twenty",),), (("percent",),))
DASH = ()
PLUS = ((("plus",), ()),)


def test_every_reading_of_a_word_belongs_to_it() -> None:
    grammar = WordGrammar([FIVE_DOLLARS, TWENTY_PERCENT])
    assert grammar.owners(["five", "dollars", "twenty", "percent"]) == [0, 0, 1, 1]
    assert grammar.owners(["five", "twenty", "percent"]) == [0, 1, 1]


@pytest.mark.parametrize("said", [["five"], ["five", "twenty"], ["twenty", "percent"], ["five", "cents"], []])
def test_what_is_not_a_way_through_has_no_owners(said: list[str]) -> None:
    assert WordGrammar([FIVE_DOLLARS, TWENTY_PERCENT]).owners(said) is None


def test_a_mark_takes_no_part() -> None:
    grammar = WordGrammar([FIVE_DOLLARS, DASH, TWENTY_PERCENT])
    assert grammar.owners(["five", "twenty", "percent"]) == [0, 2, 2]


def test_an_optional_reading_may_be_left_out() -> None:
    grammar = WordGrammar([FIVE_DOLLARS, PLUS, FIVE_DOLLARS])
    assert grammar.owners(["five", "plus", "five"]) == [0, 1, 2]
    assert grammar.owners(["five", "five"]) == [0, 2]


def test_any_number_of_neighbouring_words_may_be_heard() -> None:
    word = ((("well",),),)
    grammar = WordGrammar([word], before=[FIVE_DOLLARS, word], after=[word, TWENTY_PERCENT])
    assert grammar.owners(["well"]) is not None
    heard = grammar.owners(["five", "well", "well", "well", "twenty", "percent"])
    assert heard == [NEIGHBOUR, NEIGHBOUR, 0, NEIGHBOUR, NEIGHBOUR, NEIGHBOUR]


def test_transitions_lead_from_zero_to_the_final_state_and_name_the_vocabulary() -> None:
    grammar = WordGrammar([FIVE_DOLLARS, TWENTY_PERCENT])
    reached = {0}
    for transition in sorted(grammar.transitions):
        if transition[0] in reached:
            reached.add(transition[1])
    assert grammar.final in reached
    assert grammar.vocabulary == {"five", "dollars", "twenty", "percent"}


def test_no_words_make_a_grammar_without_vocabulary() -> None:
    assert WordGrammar([DASH]).vocabulary == frozenset()
