"""What the plain-text formats look like, to the character."""

import json
from textwrap import dedent

import pytest

from exact_transcription.core.domain.pause import Overlap, PauseKind
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.plugins.testing import SAMPLES
from exact_transcription.plugins.testing.builders import pause, said, transcript
from tests.unit.plugins.writing import text

PLAIN = SAMPLES["plain"]


def block(content: str) -> str:
    return dedent(content).lstrip("\n")


def _overlap(start: float, end: float) -> Overlap:
    return Overlap(span=TimeSpan(start=start, end=end), speakers=("SPEAKER_00", "SPEAKER_01"))


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


def test_tsv_is_whisperx_table() -> None:
    assert text("tsv", PLAIN).splitlines()[:3] == [
        "start\tend\ttext",
        "500\t2500\tAlpha bravo, charlie delta.",
        "3000\t5000\tEcho foxtrot golf hotel.",
    ]
    assert (
        text("tsv", PLAIN, speakers=True).splitlines()[1].endswith("\t[Ann Lee]: Alpha bravo, charlie delta.")
    )


def test_podcast_json_names_speakers_and_seconds() -> None:
    document = json.loads(text("podcast-json", PLAIN))
    assert document["version"] == "1.0.0"
    assert document["segments"][0] == {
        "speaker": "Ann Lee",
        "startTime": 0.5,
        "endTime": 2.5,
        "body": "Alpha bravo, charlie delta.",
    }
    words = json.loads(text("podcast-json", PLAIN, unit="word"))["segments"]
    assert [word["body"] for word in words[:2]] == ["Alpha", "bravo,"]


def test_whisperx_json_has_the_keys_of_whisperx() -> None:
    document = json.loads(text("whisperx-json", PLAIN))
    assert list(document) == ["segments", "word_segments", "language"]
    first = document["segments"][0]
    assert (first["start"], first["end"], first["speaker"]) == (0.5, 2.5, "SPEAKER_00")
    assert first["words"][0] == {
        "word": "Alpha",
        "start": 0.5,
        "end": 1.0,
        "score": 0.9,
        "speaker": "SPEAKER_00",
    }
    assert document["word_segments"][0] == first["words"][0]


@pytest.mark.parametrize(
    ("options", "number", "line"),
    [
        ({}, 0, "0.500000\t2.500000\tAnn Lee: Alpha bravo, charlie delta."),
        ({"unit": "turn"}, 1, "3.000000\t5.000000\tSPEAKER_01"),
        ({"unit": "pause"}, 0, "1.200000\t1.800000\tpause"),
        ({"unit": "word", "speakers": False}, 1, "1.000000\t1.200000\tbravo,"),
    ],
)
def test_audacity_labels_have_seconds_and_names(options: dict[str, object], number: int, line: str) -> None:
    assert text("audacity", PLAIN, **options).splitlines()[number] == line


def test_rttm_has_ten_fields_and_no_white_space_in_them() -> None:
    first, *_ = text("rttm", PLAIN).splitlines()
    assert first == "SPEAKER interview 1 0.500 2.000 <NA> <NA> Ann_Lee <NA> <NA>"
    for line in text("rttm", SAMPLES["awkward names"]).splitlines():
        assert len(line.split()) == 10


def test_rttm_without_turns_has_the_stretches_of_words() -> None:
    assert text("rttm", SAMPLES["nobody told apart"]) == (
        "SPEAKER interview 1 0.000 2.000 <NA> <NA> UNKNOWN <NA> <NA>\n"
    )


def test_ctm_is_sorted_by_time_and_says_what_it_leaves_out() -> None:
    lines = text("ctm", SAMPLES["overlapping turns"], uri="call 1", channel="A").splitlines()
    assert lines[:2] == ["call_1 A 0.000 1.000 I 0.900", "call_1 A 1.000 1.000 talk 0.900"]
    begins = [float(line.split()[2]) for line in lines]
    assert begins == sorted(begins)
    assert text("ctm", SAMPLES["without word times"]) == ";; segments without word times, left out: 2\n"


def test_stm_can_carry_a_label() -> None:
    assert text("stm", PLAIN).splitlines()[0] == "interview 1 Ann_Lee 0.500 2.500 Alpha bravo, charlie delta."
    assert text("stm", PLAIN, label="<O,F0>").splitlines()[0].split()[5] == "<O,F0>"


def test_vtt_escapes_and_names_voices() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 2.0, "a < b && c --> d")], names={"SPEAKER_00": "A & <B>"})
    assert text("vtt", spoken) == block("""
        WEBVTT

        00:00:00.000 --> 00:00:02.000
        <v A &amp; &lt;B&gt;>a &lt; b &amp;&amp; c --&gt; d</v>

        """)


def test_vtt_word_times_grow_and_lie_inside_their_cue() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 3.0, "One two three")])
    assert "One <00:00:01.000>two <00:00:02.000>three" in text("vtt", spoken, word_times=True)


def test_srt_is_numbered_from_one_with_an_empty_line_after_each_cue() -> None:
    made = text("srt", SAMPLES["59.9996 seconds"])
    assert made.startswith("1\n00:01:00,000 --> 00:01:12,000\nSPEAKER_00: Almost\n\n2\n")
    assert made.endswith("6\n01:00:00,000 --> 01:00:01,200\nSPEAKER_01: And an hour.\n\n")


def test_srt_hides_what_players_take_for_markup_without_losing_it() -> None:
    made = text("srt", transcript([said("SPEAKER_00", 0.0, 2.0, "<i> {\\an8} -->")]))
    body = made.splitlines()[2]
    assert "<i>" not in body
    assert "-->" not in body
    assert body.replace("\N{WORD JOINER}", "") == "<i> {\\an8} -->"


def test_srt_can_underline_each_word_while_it_is_spoken() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 2.0, "One two")])
    assert text("srt", spoken, highlight_words=True) == block("""
        1
        00:00:00,000 --> 00:00:01,000
        <u>One</u> two

        2
        00:00:01,000 --> 00:00:02,000
        One <u>two</u>

        """)


def test_ass_karaoke_waits_through_silence() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 1.0, "One"), said("SPEAKER_00", 1.5, 2.0, "two")])
    assert r"{\k100}One{\k50}{\k50} two" in text("ass", spoken)


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
