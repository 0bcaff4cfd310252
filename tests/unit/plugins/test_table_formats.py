"""What the formats with a line or record for each entry look like, to the character."""

import json

import pytest

from exact_transcription.plugins.testing import SAMPLES
from tests.unit.plugins.writing import text

PLAIN = SAMPLES["plain"]


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
