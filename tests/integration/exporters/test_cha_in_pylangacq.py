"""CHAT files opened by pylangacq, which is strict, and checked against the rules of the manual."""

import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from pylangacq import CHAT

from exact_transcription.core.domain.pause import PauseKind
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.exporters.cha import ChaExporter, ChaOptions
from exact_transcription.plugins.testing import SAMPLES
from exact_transcription.plugins.testing.builders import pause, said, transcript
from tests.unit.plugins.strategies import transcripts

MAIN_LINE = re.compile(r"\*([A-Z0-9]{3,7}):\t(.+) (\.|\?|!|\+\.\.\.) \x15(\d+)_(\d+)\x15")
PAUSE = re.compile(r"\(\.\)|\((?:\d+:)?\d+\.\d\)")


def written(transcript: Transcript, **options: object) -> str:
    stream = io.BytesIO()
    ChaExporter().write(transcript, stream, ChaOptions.model_validate(options))
    return stream.getvalue().decode()


def check_rules(text: str) -> None:
    lines = text.splitlines()
    assert lines[:2] == ["@UTF8", "@Begin"]
    assert lines[2].startswith("@Languages:\t")
    assert lines[-1] == "@End"
    last: dict[str, int] = {}
    for line in lines:
        if not line.startswith("*"):
            assert line.startswith(("@", "%wor:\t"))
            continue
        match = MAIN_LINE.fullmatch(line)
        assert match, line
        for token in match[2].split(" "):
            assert token in {",", "+<"} or PAUSE.fullmatch(token) or is_word(token), token
        start, end = int(match[4]), int(match[5])
        assert last.get(match[1], 0) <= start < end
        last[match[1]] = end


def is_word(token: str) -> bool:
    allowed = all(each.isalnum() or each in "'-_" for each in token if each.isascii())
    return allowed and not token.startswith("-") and not token.endswith("-")


@pytest.mark.parametrize("name", SAMPLES)
def test_pylangacq_opens_every_sample(name: str) -> None:
    text = written(SAMPLES[name])
    check_rules(text)
    chat = CHAT.from_strs([text])
    lines = [line for line in text.splitlines() if line.startswith("*")]
    assert len(list(chat.utterances())) == len(lines)
    assert all(utterance.time_marks for utterance in chat.utterances())


def test_pylangacq_finds_people_sentences_and_times() -> None:
    chat = CHAT.from_strs([written(SAMPLES["plain"])])
    assert chat.languages() == ["eng"]
    assert [(each.code, each.name, each.role) for each in chat.participants()] == [
        ("ANN", "Ann_Lee", "Participant"),
        ("SP1", "SPEAKER_01", "Participant"),
    ]
    first, *_ = chat.utterances()
    assert first.participant == "ANN"
    assert first.time_marks == (500, 2500)
    assert [token.word for token in first.tokens or []] == ["Alpha", "bravo", ",", "charlie", "delta", "."]


def test_a_plain_transcript_looks_as_the_manual_shows_it() -> None:
    assert written(SAMPLES["plain"]).replace("\x15", "•").splitlines()[7:12] == [
        "*ANN:\tAlpha bravo , (0.6) charlie delta . •500_2500•",
        "%wor:\tAlpha •500_1000• bravo •1000_1200• , charlie •1800_2000• delta •2000_2500• .",
        "*SP1:\tEcho foxtrot golf hotel . •3000_5000•",
        "%wor:\tEcho •3000_3500• foxtrot •3500_4000• golf •4000_4500• hotel •4500_5000• .",
        "*ANN:\t+< India juliett kilo lima ? •4600_6600•",
    ]


def test_a_long_pause_has_minutes_and_stands_before_the_next_sentence() -> None:
    long = transcript(
        [said("SPEAKER_00", 0.0, 1.0, "First."), said("SPEAKER_00", 91.5, 92.0, "Second?")],
        pauses=[pause(PauseKind.LAPSE, 1.0, 91.5, "SPEAKER_00", "SPEAKER_00")],
    )
    text = written(long)
    assert "*SP0:\tFirst . \x150_1000\x15" in text
    assert "*SP0:\t(1:30.5) Second ? \x1591500_92000\x15" in text
    CHAT.from_strs([text])


def test_a_turn_of_several_sentences_is_several_utterances() -> None:
    talk = transcript([said("SPEAKER_00", 0.0, 4.0, "Yes. No! Well...  I mean")])
    ends = [line.split(" ")[-2] for line in written(talk, words=False).splitlines() if line.startswith("*")]
    assert ends == [".", "!", "+...", "."]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(transcript=transcripts())
def test_any_transcript_gives_chat_that_pylangacq_takes(transcript: Transcript) -> None:
    text = written(transcript)
    check_rules(text)
    CHAT.from_strs([text])
