"""`evaluate` as it is typed."""

import csv
import io
from pathlib import Path

import pytest

from exact_transcription.plugins.testing import SAMPLES
from tests.integration.cli.session import type_in
from tests.unit.plugins.writing import text, written

PLAIN = SAMPLES["plain"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.json").write_bytes(written("json", PLAIN))
    (tmp_path / "one.stm").write_bytes(written("stm", PLAIN))
    (tmp_path / "one.rttm").write_bytes(written("rttm", PLAIN))
    (tmp_path / "one.txt").write_text(text("txt", PLAIN, pauses="simple").replace("charlie", "carla"))
    for name in ("ours", "true"):
        (tmp_path / name).mkdir()
    for name in ("a", "b"):
        (tmp_path / "ours" / f"{name}.json").write_bytes(written("json", PLAIN))
        (tmp_path / "true" / f"{name}.ctm").write_bytes(written("ctm", PLAIN))
        (tmp_path / "true" / f"{name}.stm").write_bytes(written("stm", PLAIN))
    (tmp_path / "ours" / "c.json").write_bytes(written("json", PLAIN))
    (tmp_path / "broken.stm").write_text("talk 1 anna 3.0 2.0 hello\n")
    (tmp_path / "empty.stm").write_text("")
    (tmp_path / "odd.xyz").write_text("hello")
    return tmp_path


def test_scores_and_what_is_wrong_with_what_was_given(folder: Path) -> None:
    whole, parts, plain, folders, listed, *wrong = type_in(
        folder,
        "evaluate one.json one.json",
        "evaluate one.json one.stm one.rttm --json",
        "evaluate one.json one.txt --errors out/errors.tsv",
        "evaluate ours true --json",
        "evaluate ours true",
        "evaluate one.json broken.stm",
        "evaluate one.json empty.stm",
        "evaluate one.json odd.xyz",
        "evaluate one.json gone.stm",
        "evaluate one.json true",
        "evaluate ours out",
        "evaluate one.json one.stm --collar -1",
    )
    assert whole.code == 0, whole.err
    assert [line.split()[0] for line in whole.out.splitlines()[1:]] == [
        "Words", "Speakers", "Turns", "Word", "Pauses",
    ]  # fmt: skip
    assert "WER 0.0 %" in whole.out
    assert "F1 100.0 %" in whole.out

    scores = parts.json["all"]
    assert scores["text"]["error_rate"] == 0.0
    assert scores["turns"]["diarization_error_rate"] < 0.01  # whole milliseconds
    assert scores["edges"] is None
    assert scores["left_out"]["edges"] == "the reference holds no word times"

    assert plain.code == 0, plain.err
    rows = list(csv.DictReader(io.StringIO((folder / "out/errors.tsv").read_text()), dialect="excel-tab"))
    start = next(f"{word.span.start:.3f}" for word in PLAIN.words if "charlie" in word.text)
    assert [list(row.values()) for row in rows] == [
        ["one.json", start, PLAIN.label_of(PLAIN.segments[0].speaker), "substituted", "carla", "charlie"]
    ]

    assert folders.code == 0, folders.err
    assert "no reference for c.json" in folders.err
    assert [Path(each["transcript"]).name for each in folders.json["recordings"]] == ["a.json", "b.json"]
    assert folders.json["all"]["edges"]["within"]["0.02"] == 1.0
    assert "All 2 together" in listed.out

    told = ["Line 1", "nothing that can be scored", "odd.xyz", "gone.stm", "files, or folders", "No file of"]
    told.append("collar")
    for done, expected in zip(wrong, told, strict=True):
        assert done.code == 2 or "gone" in expected, done
        assert expected in done.err
