"""Hesitations can be left out of what is only for reading, and nothing else is."""

from dataclasses import replace

import pytest

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.formatting.fillers import HESITATIONS, without_fillers
from exact_transcription.plugins.testing.builders import said, transcript
from tests.unit.plugins.writing import FORMATS, text

READING = {"ass", "docx", "html", "md", "pdf", "srt", "txt", "vtt"}


def talk(*lines: str, language: str = "en") -> Transcript:
    return transcript(
        [said("SPEAKER_00", 5.0 * k, 5.0 * k + 4.0, line) for k, line in enumerate(lines)], language=language
    )


def cleaned(line: str, language: str = "en") -> str:
    return " ".join(segment.text for segment in without_fillers(talk(line, language=language)).segments)


@pytest.mark.parametrize(
    ("line", "clean"),
    [
        ("I, um, think so.", "I, think so."),
        ("Um, you know it.", "You know it."),
        ("uh you know it", "you know it"),
        ("We left, ummm, uhh.", "We left."),
        ("We left. Uh, then it rained.", "We left. Then it rained."),
        ('"Um, no," she said.', '"No," she said.'),
        ('He said "no, uh."', 'He said "no."'),
        ("er well", "well"),
    ],
)
def test_what_hangs_on_a_hesitation_goes_to_its_neighbour(line: str, clean: str) -> None:
    assert cleaned(line) == clean


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Uh? Mm, mhm. Uh-huh. Hm, like, well, to err is human, ah."),
        ("de", "Er ging um die Ecke."),
        ("pt", "Um homem, hum."),
        ("es", "Este hombre, ¿eh?"),
        ("ca", "Molt bé, eh? Em dic Pau."),
        ("ja", "考え と 迎え っ"),
        ("sw", "um uh äh"),
        ("und", "um uh äh"),
    ],
)
def test_words_and_answers_stay(language: str, line: str) -> None:
    given = talk(line, language=language)
    assert without_fillers(given) == given


@pytest.mark.parametrize(
    ("language", "line", "clean"),
    [
        ("de", "Das, äh, ist ähm gut.", "Das, ist gut."),
        ("fr", "Euh, oui, heu, non.", "Oui, non."),
        ("nl", "Ja, eh, ehm, nee.", "Ja, nee."),
        ("ru", "Э-э, да, эм, нет.", "Да, нет."),
        ("ja", "え ー と 、 今日 は え っ と 雨 です", "今日は雨です"),
        ("zh", "呃 , 今天 呃 下雨", "今天下雨"),
    ],
)
def test_hesitations_are_known_in_several_languages(language: str, line: str, clean: str) -> None:
    assert cleaned(line, language) == clean


def test_a_segment_of_nothing_else_is_left_out() -> None:
    assert [segment.text for segment in without_fillers(talk("Um, uh.", "Yes.")).segments] == ["Yes."]


def test_text_without_word_times_is_cleaned_too() -> None:
    given = talk("Well, um, yes.")
    bare = replace(given, segments=tuple(replace(each, words=()) for each in given.segments))
    assert [segment.text for segment in without_fillers(bare).segments] == ["Well, yes."]


def test_words_keep_their_times() -> None:
    given = talk("I um think so.")
    before = {word.text: word.span for word in given.words}
    after = without_fillers(given).words
    assert [word.text for word in after] == ["I", "think", "so."]
    assert all(word.span == before[word.text] for word in after)


@pytest.mark.parametrize("language", HESITATIONS)
def test_no_pattern_matches_nothing(language: str) -> None:
    assert not HESITATIONS[language].fullmatch("")


@pytest.mark.parametrize("name", ["txt", "md", "srt", "vtt", "html", "ass"])
def test_a_reading_format_leaves_them_out_only_if_asked_to(name: str) -> None:
    given = talk("I, um, think so.")
    assert "um," in text(name, given)
    assert "um," not in text(name, given, drop_fillers="yes")


def test_all_formats_for_reading_have_the_option_and_verbatim_ones_have_not() -> None:
    having = set()
    for name in FORMATS.formats():
        for option in FORMATS.describe(name).options:
            if option.name == "drop_fillers":
                having.add(name)
                assert option.default is False
    assert having == READING
