"""PDF for printing and reading."""

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, hookimpl
from exact_transcription.plugins.pages.fonts import font_families, font_folders, missing_characters
from exact_transcription.plugins.pages.interview import paragraphs, summary_of, title_of
from exact_transcription.plugins.pages.page_options import PageOptions
from exact_transcription.plugins.pages.scripts import is_right_to_left, runs_right_to_left

_EPOCH = 0
_TOO_WIDE = re.compile(r"[!-~\u00a1-\u024f\u0370-\u058f]{41,}")
_ZERO_WIDTH_SPACE = "\u200b"
_HEBREW_SCRIPT = frozenset({"he", "yi"})


class PdfExporter(Exporter[PageOptions]):
    """Set by Typst, which shapes Arabic and Indic scripts and breaks lines of Chinese and Thai.

    The text can be searched and copied, and the file is tagged for screen readers. Fonts come with packages,
    and dates are fixed, so the same transcript gives the same bytes on every machine.
    """

    name = "pdf"
    title = "PDF document"
    description = "The interview on paper: a title block and one paragraph a turn, searchable, in any script."
    extension = ".pdf"
    media_type = "application/pdf"
    options = PageOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: PageOptions) -> None:
        """Write the document.

        Raises:
            InvalidRequestError: it has letters that no font can show.
        """
        import typst  # noqa: PLC0415 - a compiled library of 30 MB, of no use to other formats

        data = _data(transcript, options)
        _check_letters(data)
        source = files("exact_transcription.plugins.pages").joinpath("interview.typ").read_bytes()
        compiler = typst.Compiler(
            input={"main": source, "data.json": json.dumps(data).encode()},
            font_paths=_fonts(),
            ignore_system_fonts=True,
        )
        document = compiler.compile(format="pdf", timestamp=_EPOCH)
        if not isinstance(document, bytes):
            raise TypeError(f"Typst gave {type(document).__name__} for a PDF")
        stream.write(document)


def _data(transcript: Transcript, options: PageOptions) -> dict[str, Any]:
    title = title_of(transcript, options)
    language = transcript.language.split("-")[0]
    right = runs_right_to_left(transcript.language)
    return {
        "title": title,
        "summary": summary_of(transcript) if options.summary else [],
        "language": language if len(language) in {2, 3} and language.isalpha() else "und",
        "arabic": right and language not in _HEBREW_SCRIPT,
        "paper": "us-letter" if options.page_size == "letter" else "a4",
        "size": options.font_size,
        "line_numbers": options.line_numbers,
        "fonts": font_families(transcript.language),
        "paragraphs": [
            {
                "name": part.name,
                "time": part.time,
                "text": _breakable(part.text),
                "pause": part.is_pause,
                "rtl": right if part.is_pause else is_right_to_left(part.text, transcript.language),
            }
            for part in paragraphs(transcript, options)
        ],
    }


def _breakable(text: str) -> str:
    """Typst never breaks a word that is wider than the page, such as a long address; so it gets places to."""
    return _TOO_WIDE.sub(lambda found: _ZERO_WIDTH_SPACE.join(re.findall(r".{1,40}", found[0])), text)


def _check_letters(data: dict[str, Any]) -> None:
    texts = [data["title"], *(text for fact in data["summary"] for text in fact)]
    texts += [text for part in data["paragraphs"] for text in (part["name"], part["text"])]
    if missing := missing_characters(texts):
        scripts = sorted({unicodedata.name(character, "unnamed").split()[0].title() for character in missing})
        raise InvalidRequestError(
            f"A PDF cannot show {len(missing)} of the characters: no font has them ({', '.join(scripts)}).",
            hint="Export as docx or html, which use the fonts of the machine they are read on.",
        )


@cache
def _fonts() -> Any:
    import typst  # noqa: PLC0415 - see above

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=font_folders())


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [PdfExporter()]
