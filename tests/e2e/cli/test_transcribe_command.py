import json
import signal
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pyannote.core import Annotation, Segment, Timeline
from pyannote.database.util import load_rttm
from pyannote.metrics.diarization import DiarizationErrorRate

from exact_transcription.core.domain.word import Provenance
from tests.e2e.cli.command import SAMPLE, arguments, environment, run

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """The command after it was given the sample recording and two files that are none."""
    folder = tmp_path_factory.mktemp("results")
    (folder / "empty.wav").touch()
    (folder / "text.mp3").write_text("This is no recording at all.\n" * 40)
    formats = [part for name in ("txt", "json", "srt", "vtt") for part in ("-f", name)]
    options: list[str | Path] = [
        *formats,
        "-O",
        "txt.pauses=simple",
        "--profile",
        "offline",
        "-o",
        folder / "out",
    ]
    return run("transcribe", "empty.wav", "text.mp3", SAMPLE, *options, folder=folder)


@pytest.fixture(scope="module")
def results(done: subprocess.CompletedProcess[str]) -> Path:
    """The folder with what the command wrote for the sample recording."""
    assert isinstance(done.args, list)
    folder = Path(done.args[-1])
    assert folder.is_dir(), done.stderr
    return folder


@pytest.fixture(scope="module")
def document(results: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((results / "sample.json").read_text())
    return loaded


def test_every_format_is_written_and_nothing_else(results: Path) -> None:
    assert sorted(path.name for path in results.iterdir()) == [
        "sample.json",
        "sample.srt",
        "sample.txt",
        "sample.vtt",
    ]


def test_two_speakers_are_told_apart(document: dict[str, Any]) -> None:
    assert [speaker["id"] for speaker in document["speakers"]] == ["SPEAKER_00", "SPEAKER_01"]
    hypothesis = Annotation(uri="sample")
    for index, turn in enumerate(document["turns"]):
        hypothesis[Segment(turn["start"], turn["end"]), index] = turn["speaker"]
    reference = next(iter(load_rttm(str(SAMPLE.with_suffix(".rttm"))).values()))
    error_rate = DiarizationErrorRate(collar=0.0, skip_overlap=False)
    everything = Timeline([Segment(0.0, document["duration"])])
    assert error_rate(reference, hypothesis, uem=everything) <= 0.10


def test_the_words_are_those_that_were_said(document: dict[str, Any]) -> None:
    said = " ".join(word["text"] for word in document["words"]).lower()
    for phrase in (
        "i didn't know you were there",
        "new jersey",
        "originally from chicago",
        "yankee down here",
    ):
        assert phrase in said
    assert document["language"] == "en"


def test_every_word_has_a_time_in_order_and_says_where_it_comes_from(document: dict[str, Any]) -> None:
    known = {provenance.value for provenance in Provenance}
    for word in document["words"]:
        assert 0 <= word["start"] < word["end"] <= document["duration"]
        assert word["provenance"] in known
        assert 0 <= word["confidence"] <= 1
        assert word["speaker"] in {"SPEAKER_00", "SPEAKER_01"}
    aligned = [word for word in document["words"] if word["provenance"] in {"aligned", "trimmed"}]
    assert len(aligned) > 0.9 * len(document["words"])


def test_words_of_one_speaker_do_not_overlap(document: dict[str, Any]) -> None:
    for speaker in ("SPEAKER_00", "SPEAKER_01"):
        own = sorted((w["start"], w["end"]) for w in document["words"] if w["speaker"] == speaker)
        for (_, end), (start, _) in pairwise(own):
            assert start >= end - 0.011  # one frame of the aligner


def test_pauses_are_measured_between_words(document: dict[str, Any]) -> None:
    assert any(pause["kind"] in {"pause", "gap"} for pause in document["pauses"])
    for pause in document["pauses"]:
        assert pause["tolerance"] > 0 or pause["kind"] == "latch"
        for word in document["words"]:
            shared = min(word["end"], pause["end"]) - max(word["start"], pause["start"])
            assert shared <= 0.011


def test_the_text_names_speakers_and_pauses(results: Path) -> None:
    text = (results / "sample.txt").read_text()
    assert "SPEAKER_00" in text
    assert "SPEAKER_01" in text
    assert "[pause 0." in text


def test_results_that_are_there_are_not_overwritten_unasked(results: Path) -> None:
    before = (results / "sample.txt").read_bytes()
    done = run("transcribe", SAMPLE, "-o", "out", folder=results.parent)
    assert done.returncode == 2
    assert "--overwrite" in done.stderr
    assert (results / "sample.txt").read_bytes() == before


def test_a_transcript_is_exported_to_other_formats(results: Path, document: dict[str, Any]) -> None:
    done = run("export", "out/sample.json", "-f", "csv", folder=results.parent)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1 + len(document["words"])


def test_a_bad_recording_fails_alone_and_good_ones_are_done(
    done: subprocess.CompletedProcess[str], results: Path
) -> None:
    assert done.returncode == 1
    assert "empty.wav" in done.stderr
    assert "text.mp3" in done.stderr
    assert "Traceback" not in done.stderr
    assert "New Jersey" in (results / "sample.txt").read_text()
    assert {path.stem for path in results.iterdir()} == {"sample"}


def test_an_interrupt_leaves_nothing_half_written(tmp_path: Path) -> None:
    command = arguments("transcribe", SAMPLE, "--profile", "offline", "-o", "out")
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment(tmp_path), stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "Decoding" in line:
            break
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "nothing was written" in rest
    assert not (tmp_path / "out").exists()
