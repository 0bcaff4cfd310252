"""Tables as the csv module reads them."""

import csv
import io

import pytest

from exact_transcription.plugins.formatting.plain_text import one_line
from exact_transcription.plugins.testing import SAMPLES
from tests.unit.plugins.writing import text


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize(("delimiter", "mark"), [("comma", ","), ("semicolon", ";"), ("tab", "\t")])
def test_csv_reads_one_row_a_word(name: str, delimiter: str, mark: str) -> None:
    transcript = SAMPLES[name]
    content = text("csv", transcript, delimiter=delimiter)
    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=mark, strict=True))
    assert all(None not in row and None not in row.values() for row in rows)
    if transcript.words:
        assert [row["text"] for row in rows] == [one_line(word.text) or "\ufffd" for word in transcript.words]
        assert [row["provenance"] for row in rows] == [word.provenance for word in transcript.words]
        assert [float(row["start"]) for row in rows] == [
            round(word.span.start * 1000) / 1000 for word in transcript.words
        ]


def test_csv_marks_its_encoding_for_excel_when_asked() -> None:
    content = text("csv", SAMPLES["plain"], byte_order_mark=True)
    assert content.startswith("\ufeffstart,end,speaker,text,confidence,provenance\r\n")


def test_csv_keeps_spreadsheets_from_running_what_was_said() -> None:
    content = text("csv", SAMPLES["hostile text"], guard_formulas=True)
    texts = [row["text"] for row in csv.DictReader(io.StringIO(content, newline=""))]
    assert "'--&gt;" not in texts
    assert "'-->" in texts
    assert "'=eq" in texts


@pytest.mark.parametrize("name", SAMPLES)
def test_tsv_has_three_fields_a_line(name: str) -> None:
    rows = list(csv.reader(io.StringIO(text("tsv", SAMPLES[name])), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == ["start", "end", "text"]
    assert all(len(row) == 3 and int(row[0]) <= int(row[1]) for row in rows[1:])
