import pytest

from exact_transcription.adapters.alignment.pronunciation import Phones, pronunciation

DICTIONARY: dict[str, Phones] = {
    "john": ("JH", "AA", "N"),
    "cat": ("K", "AE", "T"),
    "church": ("CH", "ER", "CH"),
    "what": ("W", "AH", "T"),
    "going": ("G", "OW", "IH", "NG"),
}
PHONES = frozenset(
    [
        *(
            "AA",
            "AE",
            "AH",
            "AO",
            "AW",
            "AY",
            "B",
            "CH",
            "D",
            "DH",
            "EH",
            "ER",
            "EY",
            "F",
            "G",
            "HH",
            "IH",
            "IY",
        ),
        *(
            "JH",
            "K",
            "L",
            "M",
            "N",
            "NG",
            "OW",
            "OY",
            "P",
            "R",
            "S",
            "SH",
            "T",
            "TH",
            "UH",
            "UW",
            "V",
            "W",
            "Y",
        ),
        *("Z", "ZH"),
    ]
)


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("cat", "K AE T"),
        ("cat's", "K AE T S"),
        ("john's", "JH AA N Z"),
        ("church's", "CH ER CH IH Z"),
        ("what're", "W AH T ER"),
        ("john'll", "JH AA N AH L"),
        ("goin'", "G OW IH N"),
    ],
)
def test_endings_are_pronounced_by_rule(word: str, phones: str) -> None:
    assert pronunciation(word, DICTIONARY.get) == tuple(phones.split())


@pytest.mark.parametrize(
    "word", ["brexit", "nguyen", "tiktok", "schwarzenegger", "x", "zzzzzz", "a" * 200, "'s"]
)
def test_an_unheard_word_gets_phones_of_the_acoustic_model(word: str) -> None:
    phones = pronunciation(word, DICTIONARY.get)
    assert phones
    assert set(phones) <= PHONES


def test_a_new_name_sounds_as_it_is_written() -> None:
    assert pronunciation("brexit", DICTIONARY.get) == ("B", "R", "EH", "K", "S", "IH", "T")
