"""TextGrids opened by praatio, by Praat itself, and by our own importer."""

import io
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from praatio import textgrid

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.exporters.textgrid import TextGridExporter, TextGridOptions
from exact_transcription.plugins.formatting.times import milliseconds
from exact_transcription.plugins.importers.textgrid import TextGridImporter, TextGridReadOptions
from exact_transcription.plugins.testing import SAMPLES
from tests.programs import require_program
from tests.unit.plugins.strategies import transcripts

SCRIPT = """form: "Files"
    text: "Listing", ""
endform
names$# = readLinesFromFile$#: listing$
for file to size (names$#)
    grid = Read from file: names$# [file]
    tiers = Get number of tiers
    end = Get end time
    appendInfoLine: names$# [file], tab$, tiers, tab$, fixed$ (end, 3)
    for tier to tiers
        name$ = Get tier name: tier
        intervals = Get number of intervals: tier
        for interval to intervals
            label$ = Get label of interval: tier, interval
            if label$ <> ""
                start = Get start time of interval: tier, interval
                finish = Get end time of interval: tier, interval
                appendInfoLine: name$, tab$, fixed$ (start, 3), tab$, fixed$ (finish, 3), tab$, label$
            endif
        endfor
    endfor
    Remove
endfor
"""


def written(transcript: Transcript) -> bytes:
    stream = io.BytesIO()
    TextGridExporter().write(transcript, stream, TextGridOptions())
    return stream.getvalue()


def in_milliseconds(transcript: Transcript) -> list[tuple[str, int, int, str | None]]:
    return [
        (word.text, milliseconds(word.span.start), milliseconds(word.span.end), word.speaker)
        for word in transcript.words
    ]


def read(data: bytes) -> Transcript:
    return TextGridImporter().read(io.BytesIO(data), TextGridReadOptions())


@pytest.mark.parametrize("name", SAMPLES)
def test_praatio_opens_every_sample_and_finds_contiguous_intervals(name: str, tmp_path: Path) -> None:
    path = tmp_path / "grid.TextGrid"
    path.write_bytes(written(SAMPLES[name]))
    grid = textgrid.openTextgrid(str(path), includeEmptyIntervals=True)
    assert grid.minTimestamp == 0
    assert grid.maxTimestamp >= SAMPLES[name].duration
    for tier in grid.tiers:
        edges = [(entry.start, entry.end) for entry in tier.entries]
        assert edges[0][0] == 0
        assert edges[-1][1] == grid.maxTimestamp
        assert all(edges[index][1] == edges[index + 1][0] for index in range(len(edges) - 1))
        assert all(start < end for start, end in edges)
    texts = {entry.label for tier in grid.tiers if tier.name.endswith("words") for entry in tier.entries}
    assert all(word.text in texts for word in SAMPLES[name].words if word.text.isalnum())


def test_praat_itself_reads_what_was_written(tmp_path: Path) -> None:
    praat = require_program("praat")
    listing = tmp_path / "listing.txt"
    names = []
    for number, transcript in enumerate(SAMPLES.values()):
        path = tmp_path / f"{number}.TextGrid"
        path.write_bytes(written(transcript))
        names.append(str(path))
    listing.write_text("\n".join(names) + "\n", encoding="utf-8")
    script = tmp_path / "show.praat"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [praat, "--utf8", "--run", script, listing], capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    seen = done.stdout.decode().splitlines()
    assert [line.split("\t")[0] for line in seen if line.startswith(str(tmp_path))] == names
    plain = seen[1 : seen.index(next(line for line in seen if line.startswith(names[1])))]
    assert plain[:4] == [
        "Ann Lee - words\t0.500\t1.000\tAlpha",
        "Ann Lee - words\t1.000\t1.200\tbravo,",
        "Ann Lee - words\t1.800\t2.000\tcharlie",
        "Ann Lee - words\t2.000\t2.500\tdelta.",
    ]
    assert "SPEAKER_01 - turns\t11.500\t13.000\tOscar papa quebec." in plain
    assert plain[-1] == "pauses\t8.000\t11.500\tlapse"
    hostile = [line.split("\t")[3] for line in seen if line.count("\t") == 3]
    assert {'"quote"', "{\\an8}", "שלום,", "你", "$math$"} <= set(hostile)


def test_what_praat_saves_in_its_short_form_and_in_utf_16_is_read_back(tmp_path: Path) -> None:
    praat = require_program("praat")
    path = tmp_path / "grid.TextGrid"
    path.write_bytes(written(SAMPLES["right to left"]))
    script = tmp_path / "save.praat"
    script.write_text(
        'form: "Folder"\n    text: "Folder", ""\nendform\n'
        'Read from file: folder$ + "/grid.TextGrid"\nSave as short text file: folder$ + "/short.TextGrid"\n'
        'Text writing settings: "UTF-16"\nSave as text file: folder$ + "/wide.TextGrid"\n'
        'Save as binary file: folder$ + "/binary.TextGrid"\n',
        encoding="utf-8",
    )
    subprocess.run([praat, "--utf8", "--run", script, tmp_path], check=True, timeout=60)
    wanted = read(path.read_bytes())
    assert (tmp_path / "wide.TextGrid").read_bytes()[:2] in {b"\xfe\xff", b"\xff\xfe"}
    assert read((tmp_path / "short.TextGrid").read_bytes()) == wanted
    assert read((tmp_path / "wide.TextGrid").read_bytes()) == wanted


@pytest.mark.parametrize("name", SAMPLES)
def test_what_a_grid_can_hold_comes_back(name: str) -> None:
    data = written(SAMPLES[name])
    back = read(data)
    assert read(written(back)) == back
    assert back.duration >= SAMPLES[name].duration
    assert [pause.kind for pause in back.pauses] == [pause.kind for pause in SAMPLES[name].pauses]


def test_words_times_and_speakers_of_a_plain_transcript_come_back_unchanged() -> None:
    plain = SAMPLES["plain"]
    back = read(written(plain))
    assert in_milliseconds(back) == in_milliseconds(plain)
    assert back.speakers == plain.speakers
    assert [pause.span for pause in back.pauses] == [pause.span for pause in plain.pauses]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(transcript=transcripts())
def test_any_transcript_gives_a_grid_that_is_read_and_written_again_alike(transcript: Transcript) -> None:
    once = read(written(transcript))
    assert sorted(word.text for word in read(written(once)).words) == sorted(word.text for word in once.words)
    assert len(once.words) == len(transcript.words)
