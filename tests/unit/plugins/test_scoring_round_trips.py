"""What comes back from the formats of scoring tools: RTTM, STM and CTM."""

import pytest

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.plugins.testing import SAMPLES
from tests.unit.plugins.writing import read, text, written

PLAIN = SAMPLES["plain"]


@pytest.mark.parametrize("name", [name for name in SAMPLES if SAMPLES[name].turns])
def test_rttm_gives_back_turns(name: str) -> None:
    original = SAMPLES[name]
    back = read("rttm", written("rttm", original, names=False))
    assert [
        (round(turn.span.start * 1000), round(turn.span.end * 1000), turn.speaker) for turn in back.turns
    ] == [
        (
            round(turn.span.start * 1000),
            max(round(turn.span.end * 1000), round(turn.span.start * 1000) + 1),
            turn.speaker,
        )
        for turn in original.turns
    ]
    assert written("rttm", back, uri="x") == written("rttm", original, names=False, uri="x")


def test_rttm_of_several_recordings_wants_to_know_which() -> None:
    both = text("rttm", PLAIN, uri="one") + text("rttm", PLAIN, uri="two")
    with pytest.raises(InvalidRequestError, match="one, two"):
        read("rttm", both)
    assert read("rttm", both, uri="two").media.name == "two"
    with pytest.raises(InvalidRequestError, match="one, two"):
        read("rttm", both, uri="three")


@pytest.mark.parametrize("name", [name for name in SAMPLES if SAMPLES[name].segments])
def test_stm_gives_back_segments(name: str) -> None:
    original = SAMPLES[name]
    back = read("stm", written("stm", original, names=False, label="O"))
    assert written("stm", back, uri="x") == written("stm", original, names=False, uri="x")
    assert [each.text for each in back.segments] == [
        line.split(maxsplit=5)[5] for line in text("stm", original).splitlines()
    ]


def test_stm_gaps_and_what_is_not_scored_are_no_speech() -> None:
    back = read(
        "stm",
        ";; a comment\n"
        "talk A inter_segment_gap 0.000 1.000 <o,,>\n"
        "talk A anna 1.000 2.000 <o,f0,female> well then\n"
        "talk A anna 2.000 3.000 IGNORE_TIME_SEGMENT_IN_SCORING\n",
    )
    assert [(each.text, each.span.start) for each in back.segments] == [("well then", 1.0)]
    assert [turn.span.end for turn in back.turns] == [2.0]


def test_a_line_of_stm_that_goes_backwards_is_named() -> None:
    with pytest.raises(InvalidRequestError, match="Line 2"):
        read("stm", "talk A anna 1 2 yes\ntalk A anna 3 2 no\n")


def test_ctm_gives_back_words() -> None:
    for name, original in SAMPLES.items():
        if name in {"hostile text", "chinese", "japanese", "thai"}:
            continue  # white space inside words and languages joined without it
        back = read("ctm", written("ctm", original))
        assert sorted(
            (round(word.span.start * 1000), word.text, round(word.confidence, 3)) for word in back.words
        ) == sorted(
            (round(word.span.start * 1000), word.text, round(word.confidence, 3)) for word in original.words
        )


def test_ctm_channels_are_speakers() -> None:
    content = "call A 0.0 0.5 Hello 0.9\ncall B 0.6 0.4 Hi\n;; a comment\ncall A 3.0 0.5 Still? NA\n"
    back = read("ctm", content)
    assert [(part.text, part.speaker) for part in back.segments] == [
        ("Hello", "SPEAKER_00"),
        ("Hi", "SPEAKER_01"),
        ("Still?", "SPEAKER_00"),
    ]
    assert [each.name for each in back.speakers] == ["A", "B"]


@pytest.mark.parametrize(
    "content", ["call A 0.0 0.5", "call A x 0.5 Hello", "call A 0 -1 Hello", "call A inf 1 a"]
)
def test_a_wrong_line_is_named(content: str) -> None:
    with pytest.raises(InvalidRequestError, match="Line 2 "):
        read("ctm", f"call A 0.0 0.5 Hello\n{content}\n")
