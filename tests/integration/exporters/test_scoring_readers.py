"""RTTM, CTM and STM as the tools that score them read them."""

import decimal
from pathlib import Path

import meeteval.io
import meeteval.wer
import pytest
from pyannote.database.util import load_rttm

from exact_transcription.plugins.formatting.plain_text import one_line
from exact_transcription.plugins.testing import SAMPLES
from exact_transcription.plugins.testing.builders import said, transcript
from tests.unit.plugins.writing import text


@pytest.mark.parametrize("name", [name for name in SAMPLES if SAMPLES[name].turns])
def test_pyannote_reads_rttm(name: str, tmp_path: Path) -> None:
    spoken = SAMPLES[name]
    path = tmp_path / "turns.rttm"
    path.write_text(text("rttm", spoken), encoding="utf-8")
    [(uri, annotation)] = load_rttm(str(path)).items()
    assert " " not in uri
    assert len(annotation.labels()) == len({turn.speaker for turn in spoken.turns})
    read = sorted(
        (round(segment.start * 1000), round(segment.end * 1000)) for segment, _ in annotation.itertracks()
    )
    assert read == sorted(
        (round(t.span.start * 1000), max(round(t.span.end * 1000), round(t.span.start * 1000) + 1))
        for t in spoken.turns
    )


def test_pyannote_reads_names_that_pandas_would_lose(tmp_path: Path) -> None:
    names = {"SPEAKER_00": "NA", "SPEAKER_01": '"quoted"', "SPEAKER_02": "null"}
    spoken = transcript([said(each, n, n + 1.0, "Yes.") for n, each in enumerate(names)], names=names)
    path = tmp_path / "turns.rttm"
    path.write_text(text("rttm", spoken), encoding="utf-8")
    [annotation] = load_rttm(str(path)).values()
    assert annotation.labels() == ["NA_", "null_", "quoted"]


@pytest.mark.parametrize("name", SAMPLES)
def test_meeteval_reads_ctm(name: str) -> None:
    spoken = SAMPLES[name]
    lines = meeteval.io.CTM.parse(text("ctm", spoken)).lines
    assert sorted(line.word for line in lines) == sorted(
        one_line(word.text).replace(" ", "_") or "_" for word in spoken.words
    )
    begins = [line.begin_time for line in lines]
    assert begins == sorted(begins)
    assert all(decimal.Decimal(0) <= decimal.Decimal(line.confidence) <= 1 for line in lines)


@pytest.mark.parametrize("name", SAMPLES)
def test_meeteval_reads_stm(name: str) -> None:
    spoken = SAMPLES[name]
    lines = meeteval.io.STM.parse(text("stm", spoken)).lines
    assert [line.transcript for line in lines] == [one_line(part.text) for part in spoken.segments]
    speakers = {segment.speaker for segment in spoken.segments}
    assert len({line.speaker_id for line in lines}) == len(speakers)
    assert all(line.end_time > line.begin_time for line in lines)


def test_meeteval_finds_no_error_between_a_transcript_and_itself(tmp_path: Path) -> None:
    path = tmp_path / "own.stm"
    path.write_text(text("stm", SAMPLES["plain"]), encoding="utf-8")
    stm = meeteval.io.STM.load(path)
    [rate] = meeteval.wer.cpwer(stm, stm).values()
    assert rate.errors == 0
    assert rate.length == len(SAMPLES["plain"].words)
