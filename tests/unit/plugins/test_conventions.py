"""How transcription conventions (Jefferson, GAT 2) are written, to the character."""

from textwrap import dedent

from exact_transcription.core.domain.pause import Overlap
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.plugins.testing import SAMPLES
from exact_transcription.plugins.testing.builders import said, transcript
from tests.unit.plugins.writing import text

PLAIN = SAMPLES["plain"]


def block(content: str) -> str:
    return dedent(content).lstrip("\n")


def _overlap(start: float, end: float) -> Overlap:
    return Overlap(span=TimeSpan(start=start, end=end), speakers=("SPEAKER_00", "SPEAKER_01"))


def test_jefferson_aligns_overlap_and_measures_pauses() -> None:
    assert text("jefferson", PLAIN) == block("""
        01  Ann Lee:    Alpha bravo, (0.6) charlie delta.
        02              (0.5)
        03  SPEAKER_01: Echo foxtrot golf [hotel.]
        04  Ann Lee:                      [India] juliett kilo lima?=
        05  SPEAKER_01: =Mike (.) (november.)
        06              (3.5)
        07  SPEAKER_01: Oscar papa quebec.
        """)


def test_jefferson_wraps_long_turns_below_their_speaker() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 5.0, "One two three four five six seven eight nine ten.")])
    assert text("jefferson", spoken, line_width=20, line_numbers=False) == block("""
        SPEAKER_00: One two three four
                    five six seven eight
                    nine ten.
        """)


def test_jefferson_aligns_an_overlap_in_a_wrapped_line_with_the_line_that_holds_it() -> None:
    spoken = transcript(
        [
            said("SPEAKER_00", 0.0, 8.0, "One two three four five six seven eight"),
            said("SPEAKER_01", 6.0, 7.0, "Mhm."),
        ],
        overlaps=[_overlap(6.0, 7.0)],
    )
    assert text("jefferson", spoken, line_width=20, line_numbers=False) == block("""
        SPEAKER_00: One two three four
                    five six [seven]
                    eight
        SPEAKER_01:          [Mhm.]
        """)


def test_jefferson_pads_the_line_before_if_the_overlap_comes_later_in_the_second_line() -> None:
    spoken = transcript(
        [said("SPEAKER_00", 0.0, 2.0, "Go now"), said("SPEAKER_01", 0.5, 2.0, "Certainly not")],
        overlaps=[_overlap(1.3, 2.0)],
    )
    assert text("jefferson", spoken, line_numbers=False) == block("""
        SPEAKER_00: Go        [now]
        SPEAKER_01: Certainly [not]
        """)


def test_jefferson_writes_descriptions_in_double_parentheses() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 2.0, "[background noise] Hello [Music]")])
    assert text("jefferson", spoken, line_numbers=False) == (
        "SPEAKER_00: ((background noise)) Hello ((Music))\n"
    )


def test_jefferson_marks_words_that_nobody_can_be_sure_of() -> None:
    sure, unsure = (
        said("SPEAKER_00", 0.0, 1.0, "We saw"),
        said("SPEAKER_00", 1.0, 2.0, "a dear", confidence=0.1),
    )
    spoken = transcript([sure, unsure])
    assert text("jefferson", spoken, line_numbers=False) == "SPEAKER_00: We saw (a dear)\n"
    assert text("jefferson", spoken, line_numbers=False, uncertain_below=0.0) == "SPEAKER_00: We saw a dear\n"


def test_gat2_has_phrases_in_lower_case_without_punctuation() -> None:
    assert text("gat2", PLAIN) == block("""
        01  Ann Lee:    alpha bravo
        02              (0.6) charlie delta
        03              (0.5)
        04  SPEAKER_01: echo foxtrot golf [hotel]
        05  Ann Lee:                      [india] juliett kilo lima=
        06  SPEAKER_01: =mike (.) (november)
        07              (3.5)
        08  SPEAKER_01: oscar papa quebec
        """)


def test_gat2_keeps_apostrophes_and_hyphens_inside_words() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 1.0, "Don't 'quote' well-known Straße!")])
    assert text("gat2", spoken) == "01  SPEAKER_00: don't quote well-known straße\n"
