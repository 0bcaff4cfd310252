"""PDFs whose text is read back by pdftotext."""

import io
import re
import subprocess
from pathlib import Path

import pytest

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.exporters.pdf import PdfExporter
from exact_transcription.plugins.pages.page_options import PageOptions
from exact_transcription.plugins.testing import SAMPLES
from exact_transcription.plugins.testing.builders import said, transcript
from tests.programs import require_program

WIDEST = 40

# Marks of direction, which pdftotext adds.
DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

SENTENCES = {
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "ru": "Съешь ещё этих мягких французских булок",
    "el": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
    "ar": "مرحبا بالعالم هذا اختبار للنص العربي",
    "fa": "سلام دنیا من فارسی حرف میزنم",
    "he": "שלום עולם זה מבחן של טקסט עברי",
    "hi": "नमस्ते दुनिया यह परीक्षण है क्षत्रिय",
    "th": "สวัสดี ชาวโลก ที่ไม่มี ช่องว่าง ระหว่าง คำเลย",
    "zh": "你 好 世 界 这 是 一 个 测 试",
    "ja": "これ は テスト です 直 骨",
    "ko": "안녕하세요 세계 시험입니다",
    "ka": "გამარჯობა მსოფლიო",
    "hy": "Բարեւ աշխարհ",
    "ta": "வணக்கம் உலகம்",
    "am": "ሰላም ልዑል",
    "km": "សួស្តី ពិភពលោក",
}


def written(transcript: Transcript, **options: object) -> bytes:
    stream = io.BytesIO()
    PdfExporter().write(transcript, stream, PageOptions.model_validate(options))
    return stream.getvalue()


def text_of(data: bytes, folder: Path, *arguments: str) -> str:
    path = folder / "document.pdf"
    path.write_bytes(data)
    done = subprocess.run(
        [require_program("pdftotext"), *arguments, path, "-"], check=True, capture_output=True
    )
    return DIRECTIONS.sub("", done.stdout.decode())


@pytest.mark.parametrize("language", SENTENCES)
def test_every_word_is_found_again_in_any_script(language: str, tmp_path: Path) -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 5.0, SENTENCES[language])], language=language)
    text = text_of(written(spoken), tmp_path)
    if language in {"zh", "ja", "th"}:
        assert "".join(SENTENCES[language].split()) in text
    else:
        assert [word for word in SENTENCES[language].split() if word not in text] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_can_be_read(name: str, tmp_path: Path) -> None:
    text = text_of(written(SAMPLES[name]), tmp_path)
    wanted = [word.text for word in SAMPLES[name].words if word.text.isascii() and word.text.isalpha()]
    assert [word for word in wanted if word not in text and len(word) <= WIDEST] == []
    whole = "".join(text.split()).replace("\u200b", "")
    assert [word for word in wanted if word not in whole] == []


def test_turns_have_their_speaker_and_time(tmp_path: Path) -> None:
    text = text_of(written(SAMPLES["plain"], pauses="simple"), tmp_path, "-layout")
    assert re.search(
        r"Ann Lee 00:00:00\nAlpha bravo, \[pause 0.6 s\] charlie delta.\n\[pause 0.5 s\]\n", text
    )
    assert re.search(r"Speakers +Ann Lee, SPEAKER_01\n", text)


def test_what_looks_like_typesetting_code_is_text(tmp_path: Path) -> None:
    code = "#panic() $x$ *a* _b_ `c` @d <e> \\f // /*g*/ = h #(1+1) [i]"
    spoken = transcript([said("SPEAKER_00", 0.0, 5.0, code)], names={"SPEAKER_00": '#text("x") *n*'})
    text = text_of(written(spoken, title="#let $t$"), tmp_path)
    assert code in text
    assert '#text("x") *n*' in text
    assert "#let $t$" in text


def test_later_pages_have_a_header_and_all_have_numbers(tmp_path: Path) -> None:
    first, second, *_ = text_of(written(SAMPLES["long"], font_size=14), tmp_path, "-layout").split("\f")
    assert re.search(r"\n +1 ?/ ?[23]\n$", first)
    assert second.lstrip().startswith("interview.wav")
    assert re.search(r"\n +2 ?/ ?[23]\n$", second)


def test_lines_are_numbered_where_that_is_asked_for(tmp_path: Path) -> None:
    text = text_of(written(SAMPLES["long"], line_numbers=True), tmp_path, "-layout")
    numbers = [int(found) for found in re.findall(r"^ *(\d+) +\S", text, flags=re.MULTILINE)]
    assert {1, 2, 3, 20, 40} <= set(numbers)


def test_letters_that_no_font_has_are_an_error_that_names_their_script() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 1.0, "\N{EGYPTIAN HIEROGLYPH A001}")])
    with pytest.raises(InvalidRequestError, match="Egyptian"):
        written(spoken)


def test_the_file_does_not_say_when_it_was_made() -> None:
    data = written(SAMPLES["plain"])
    assert data == written(SAMPLES["plain"])
    assert {year[:4] for year in re.findall(rb"\(D:(\d{14})", data)} <= {b"1970"}
