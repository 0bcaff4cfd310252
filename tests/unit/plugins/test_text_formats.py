"""What the plain-text formats look like, to the character."""

from textwrap import dedent

import pytest

from exact_transcription.core.domain.pause import PauseKind
from exact_transcription.plugins.testing import SAMPLES
from exact_transcription.plugins.testing.builders import pause, said, transcript
from tests.unit.plugins.writing import text

PLAIN = SAMPLES["plain"]


def block(content: str) -> str:
    return dedent(content).lstrip("\n")


def test_txt_is_a_paragraph_a_turn() -> None:
    assert text("txt", PLAIN) == block("""
        Ann Lee [00:00:00]: Alpha bravo, charlie delta.

        SPEAKER_01 [00:00:03]: Echo foxtrot golf hotel.

        Ann Lee [00:00:04]: India juliett kilo lima?

        SPEAKER_01 [00:00:06]: Mike november.

        SPEAKER_01 [00:00:11]: Oscar papa quebec.
        """)


def test_txt_can_be_text_and_nothing_else() -> None:
    assert text("txt", PLAIN, speakers=False, times=False).split("\n\n")[0] == "Alpha bravo, charlie delta."


def test_txt_writes_pauses_in_the_style_asked_for() -> None:
    assert text("txt", PLAIN, pauses="simple", times=False) == block("""
        Ann Lee: Alpha bravo, [pause 0.6 s] charlie delta.

        [pause 0.5 s]

        SPEAKER_01: Echo foxtrot golf hotel.

        Ann Lee: India juliett kilo lima?

        SPEAKER_01: Mike november.

        [pause 3.5 s]

        SPEAKER_01: Oscar papa quebec.
        """)


def test_a_monologue_of_many_segments_is_one_paragraph_until_talk_stops() -> None:
    spoken = transcript(
        [
            said("SPEAKER_00", 0.0, 1.0, "One."),
            said("SPEAKER_00", 2.0, 3.0, "Two."),
            said("SPEAKER_00", 7.0, 8.0, "Three."),
        ]
    )
    assert text("txt", spoken, times=False) == "SPEAKER_00: One. Two.\n\nSPEAKER_00: Three.\n"


def test_markdown_has_a_heading_a_turn() -> None:
    assert text("md", PLAIN, pauses="jefferson").startswith(
        block("""
        # interview.wav

        00:00:13 · en

        ## Ann Lee · 00:00:00

        Alpha bravo, (0.6) charlie delta.

        (0.5)

        ## SPEAKER_01 · 00:00:03
        """)
    )


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("*a* _b_ c_d `e` <i> [x](y) #1", r"\*a\* \_b\_ c_d \`e\` \<i\> \[x\](y) #1"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("- no list", r"\- no list"),
        ("a | b & c ~d~ $e$", r"a \| b \& c \~d\~ \$e\$"),
    ],
)
def test_nothing_said_means_anything_to_markdown(spoken: str, written: str) -> None:
    made = text("md", transcript([said(None, 0.0, 1.0, spoken)]), title=False, times=False)
    assert made == f"{written}\n"


@pytest.mark.parametrize(
    ("length", "simple", "jefferson", "chat"),
    [
        (0.12, "[pause 0.1 s]", "(.)", "(.)"),
        (0.1996, "[pause 0.2 s]", "(0.2)", "(0.2)"),
        (0.25, "[pause 0.3 s]", "(0.3)", "(0.3)"),
        (5.0, "[pause 5.0 s]", "(5.0)", "(5.0)"),
        (59.96, "[pause 60.0 s]", "(60.0)", "(1:00.0)"),
        (90.5, "[pause 90.5 s]", "(90.5)", "(1:30.5)"),
    ],
)
def test_pauses_are_written_in_tenths(length: float, simple: str, jefferson: str, chat: str) -> None:
    spoken = transcript(
        [said("SPEAKER_00", 0.0, 1.0, "Before"), said("SPEAKER_01", 1.0 + length, 2.0 + length, "after")],
        pauses=[pause(PauseKind.GAP, 1.0, 1.0 + length, "SPEAKER_00", "SPEAKER_01")],
    )
    for style, mark in (("simple", simple), ("jefferson", jefferson), ("gat2", jefferson), ("chat", chat)):
        assert text("txt", spoken, pauses=style, min_pause=0.0).split("\n\n")[1] == mark
