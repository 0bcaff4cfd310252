"""Word documents reopened by python-docx, and rendered once by LibreOffice."""

import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given, settings

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.exporters.docx import DocxExporter
from exact_transcription.plugins.pages.page_options import PageOptions
from exact_transcription.plugins.testing import SAMPLES
from tests.programs import require_program
from tests.unit.plugins.strategies import transcripts


def written(transcript: Transcript, **options: object) -> bytes:
    stream = io.BytesIO()
    DocxExporter().write(transcript, stream, PageOptions.model_validate(options))
    return stream.getvalue()


def opened(transcript: Transcript, **options: object) -> list[Paragraph]:
    return docx.Document(io.BytesIO(written(transcript, **options))).paragraphs


@pytest.mark.parametrize("name", SAMPLES)
def test_python_docx_opens_every_sample_and_finds_its_words(name: str) -> None:
    text = "\n".join(paragraph.text for paragraph in opened(SAMPLES[name]))
    assert all(word.text in text for word in SAMPLES[name].words if word.text.isalnum())


def test_a_turn_is_a_paragraph_with_its_speaker_in_bold_and_its_time() -> None:
    texts = opened(SAMPLES["plain"], pauses="simple")
    assert [paragraph.text for paragraph in texts[:7]] == [
        "interview.wav",
        "Recording: interview.wav",
        "Length: 00:00:13",
        "Language: English",
        "Speakers: Ann Lee, SPEAKER_01",
        "Ann Lee [00:00:00]: Alpha bravo, [pause 0.6 s] charlie delta.",
        "[pause 0.5 s]",
    ]
    assert texts[0].style is not None
    assert texts[0].style.name == "Title"
    assert [run.text for run in texts[5].runs if run.bold] == ["Ann Lee"]


def test_names_times_and_summary_are_optional() -> None:
    bare = opened(SAMPLES["plain"], names="none", times=False, summary=False, title="Two people")
    assert [paragraph.text for paragraph in bare[:2]] == ["Two people", "Alpha bravo, charlie delta."]
    short = opened(SAMPLES["plain"], names="initials")
    assert short[5].text.startswith("AL [00:00:00]: ")
    assert short[6].text.startswith("S1 [00:00:03]: ")


def test_hebrew_runs_from_right_to_left_and_its_latin_words_do_not() -> None:
    paragraph = opened(SAMPLES["right to left"])[6]
    assert paragraph._p.pPr is not None
    assert paragraph._p.pPr.find(qn("w:bidi")) is not None
    directions = {
        run.text: run._element.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for run in paragraph.runs
    }
    assert directions["SPEAKER_01"] is False
    assert directions["Python 3"] is False
    assert any("תודה" in text and right for text, right in directions.items())


def test_a_pause_stands_where_the_language_begins_its_lines() -> None:
    spoken = replace(SAMPLES["plain"], language="he")
    mark = next(each for each in opened(spoken, pauses="simple") if each.text == "[pause 0.5 s]")
    assert mark._p.pPr is not None
    assert mark._p.pPr.find(qn("w:bidi")) is not None


def test_pages_have_a_header_numbers_and_the_paper_that_was_asked_for() -> None:
    document = docx.Document(io.BytesIO(written(SAMPLES["plain"], page_size="letter", line_numbers=True)))
    [section] = document.sections
    assert section.page_width is not None
    assert round(section.page_width.inches, 2) == 8.5
    assert section.header.paragraphs[0].text == "interview.wav"
    fields = [each.text for each in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert section._sectPr.find(qn("w:lnNumType")) is not None


def test_nothing_in_the_file_says_when_it_was_made() -> None:
    data = written(SAMPLES["plain"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert docx.Document(io.BytesIO(data)).core_properties.author == ""


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(transcript=transcripts())
def test_any_transcript_gives_a_document_that_opens(transcript: Transcript) -> None:
    opened(transcript, pauses="jefferson")


def test_libreoffice_renders_every_script_and_numbers_the_pages(tmp_path: Path) -> None:
    office = require_program("soffice")
    pdftotext = require_program("pdftotext")
    names = ("plain", "right to left", "chinese", "long")
    for name in names:
        (tmp_path / f"{name}.docx").write_bytes(written(SAMPLES[name], line_numbers=name == "long"))
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            *(tmp_path / f"{name}.docx" for name in names),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    texts = {
        name: subprocess.run(
            [pdftotext, "-layout", tmp_path / f"{name}.pdf", "-"], check=True, capture_output=True
        ).stdout.decode()
        for name in names
    }
    assert "Ann Lee [00:00:00]: Alpha bravo, charlie delta." in texts["plain"]
    assert "1/1" in texts["plain"].replace(" ", "")
    assert "תודה" in texts["right to left"]
    assert "写程序" in texts["chinese"]
    first, second, *_ = texts["long"].split("\f")
    assert "2/2" in second.replace(" ", "")
    assert second.lstrip().startswith("interview.wav")
    assert not first.replace("1", "", 1).lstrip().startswith("interview.wav\n\n")
