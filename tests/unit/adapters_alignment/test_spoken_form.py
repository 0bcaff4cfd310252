import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.adapters.alignment.spoken_form import spoken_form

DICTIONARY = frozenset(
    (
        *(
            "and",
            "at",
            "be",
            "co-op",
            "covid",
            "dollars",
            "don't",
            "example",
            "for",
            "i'm",
            "it",
            "john",
            "mister",
        ),
        *("nasa", "of", "okay", "p.m.", "the", "to", "u.s.", "year", "you", "youtube"),
    )
)


def readings(word: str, previous: str = "") -> set[str]:
    pieces = spoken_form(word, DICTIONARY.__contains__, previous=previous)
    return {
        " ".join(itertools.chain.from_iterable(choice))
        for choice in itertools.product(*pieces)
        if any(choice)
    }


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("$5", "five dollars"),
        ("£3.50,", "three pounds fifty"),
        ("€1", "one euro"),
        ("20%", "twenty percent"),
        ("1,234", "one thousand two hundred thirty four"),
        ("105", "one oh five"),
        ("1999", "nineteen ninety nine"),
        ("2005", "twenty oh five"),
        ("1990s", "nineteen nineties"),
        ("'90s", "nineties"),
        ("21st", "twenty first"),
        ("3:30", "three thirty"),
        ("3:05", "three oh five"),
        ("3:00", "three o'clock"),
        ("3:30pm", "three thirty p. m."),
        ("3.25", "three point two five"),
        (".5", "point five"),
        ("1/2", "one half"),
        ("¾", "three quarters"),
        ("24/7", "twenty four seven"),
        ("10-15", "ten to fifteen"),
        ("10-year-old", "ten year old"),
        ("50kg", "fifty kilograms"),
        ("-5°C", "minus five degrees celsius"),
        ("NASA", "nasa"),
        ("NASA", "n. a. s. a."),
        ("FBI", "f. b. i."),
        ("PDFs", "p. d. f.'s"),
        ("U.S.", "u.s."),
        ("U.K.'s", "u. k.'s"),
        ("R&D", "r and d"),
        ("ChatGPT", "chat g. p. t."),
        ("COVID-19", "covid nineteen"),
        ("Dr.", "doctor"),
        ("e.g.,", "for example"),
        ("and/or", "and or"),
        ("“Okay!”", "okay"),
        ("café", "cafe"),
        ("I’m", "i'm"),  # noqa: RUF001 - the typographic apostrophe
        ("you@example.org", "you at example dot org"),
        ("007", "oh oh seven"),
    ],
)
def test_a_written_word_has_the_reading_that_people_say(written: str, spoken: str) -> None:
    assert spoken in readings(written)


def test_the_dollars_of_a_million_come_after_it() -> None:
    assert readings("million", previous="$5") == {"million", "million dollars"}
    assert readings("million", previous="five") == {"million"}


@pytest.mark.parametrize("mark", ["-", "…", "♪", "--", "?!", "東京"])
def test_nothing_is_said_for_marks_and_foreign_scripts(mark: str) -> None:
    assert readings(mark) == set()


def test_a_sound_in_brackets_may_stay_unsaid() -> None:
    assert () in spoken_form("[laughs]", DICTIONARY.__contains__)[0]


@given(st.text(max_size=40))
def test_any_text_has_readings_of_plain_lower_case_words(text: str) -> None:
    for piece in spoken_form(text, DICTIONARY.__contains__):
        assert piece
        for word in itertools.chain.from_iterable(piece):
            assert word
            assert word == word.lower()
            assert not set(word) - set("abcdefghijklmnopqrstuvwxyz'.-")


@given(st.from_regex(r"[$£]?[0-9]{1,30}([.,:/][0-9]{1,20})?(st|s|%|kg)?", fullmatch=True))
def test_every_number_can_be_said(text: str) -> None:
    assert readings(text)
