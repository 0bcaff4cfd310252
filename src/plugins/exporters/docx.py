"""Word documents."""

import datetime as dt
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, hookimpl
from exact_transcription.plugins.pages.interview import Paragraph, paragraphs, summary_of, title_of
from exact_transcription.plugins.pages.page_options import PageOptions
from exact_transcription.plugins.pages.scripts import is_right_to_left, runs_right_to_left
from exact_transcription.plugins.pages.zip_again import without_dates

if TYPE_CHECKING:
    from docx.document import Document

_EPOCH = dt.datetime(1980, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_MARGIN_CM = 2.5
_PAGES_CM = {"a4": (21.0, 29.7), "letter": (21.59, 27.94)}


class DocxExporter(Exporter[PageOptions]):
    """The interview as a Word document, to be corrected, quoted and coded."""

    name = "docx"
    title = "Word document"
    description = "The interview for Word or LibreOffice: a title block and one paragraph a turn."
    extension = ".docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    options = PageOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: PageOptions) -> None:
        """Write the document; dates in it are fixed."""
        from docx import Document  # noqa: PLC0415 - lxml and the template are of no use to other formats

        document = Document()
        title = title_of(transcript, options)
        _describe(document, title)
        _style(document, transcript.language, options)
        _lay_out(document, title, options)
        _open(document, title, transcript, options)
        for part in paragraphs(transcript, options):
            _add(document, part, transcript.language)
        buffer = io.BytesIO()
        document.save(buffer)
        stream.write(without_dates(buffer.getvalue()))


def _describe(document: "Document", title: str) -> None:
    properties = document.core_properties
    # The standard allows 255 characters.
    properties.title = title[:255]
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = _EPOCH


def _style(document: "Document", language: str, options: PageOptions) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - see above

    from exact_transcription.plugins.pages.word_document import set_fonts, set_size  # noqa: PLC0415 - see above

    normal, heading = document.styles["Normal"], document.styles["Title"]
    for style, size in ((normal, options.font_size), (heading, options.font_size * 1.6)):
        set_fonts(style, language)
        set_size(style, size)
    normal.paragraph_format.space_after = Pt(options.font_size * 0.6)
    heading.font.color.rgb = RGBColor(0, 0, 0)
    heading.font.bold = True


def _lay_out(document: "Document", title: str, options: PageOptions) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - see above
    from docx.shared import Cm  # noqa: PLC0415

    from exact_transcription.plugins.pages.word_document import add_field, number_lines  # noqa: PLC0415

    section = document.sections[0]
    width, height = _PAGES_CM[options.page_size]
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = title
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_field(paragraph, "PAGE")
        paragraph.add_run(" / ")
        add_field(paragraph, "NUMPAGES")
    if options.line_numbers:
        number_lines(section)


def _open(document: "Document", title: str, transcript: Transcript, options: PageOptions) -> None:
    from exact_transcription.plugins.pages.word_document import add_text, run_right_to_left  # noqa: PLC0415

    right = runs_right_to_left(transcript.language)
    lines = [document.add_paragraph(style="Title")]
    add_text(lines[0], title, right_to_left=right)
    if options.summary:
        for heading, text in summary_of(transcript):
            line = document.add_paragraph()
            line.add_run(f"{heading}: ").italic = True
            add_text(line, text, right_to_left=right)
            lines.append(line)
    if right:
        for line in lines:
            run_right_to_left(line)


def _add(document: "Document", part: Paragraph, language: str) -> None:
    from docx.shared import RGBColor  # noqa: PLC0415 - see above

    from exact_transcription.plugins.pages.word_document import add_text, run_right_to_left  # noqa: PLC0415

    right = runs_right_to_left(language) if part.is_pause else is_right_to_left(part.text, language)
    paragraph = document.add_paragraph()
    if right:
        run_right_to_left(paragraph)
    if part.name:
        for run in add_text(paragraph, part.name, right_to_left=right):
            run.bold = True
            run.font.cs_bold = True
    if part.time:
        time = f" [{part.time}]" if part.name else f"[{part.time}]"
        for run in add_text(paragraph, time, right_to_left=right):
            run.font.color.rgb = RGBColor(0x69, 0x69, 0x69)
    before = ": " if part.name or part.time else ""
    runs = add_text(paragraph, before + part.text, right_to_left=right)
    if part.is_pause:
        for run in runs:
            run.font.color.rgb = RGBColor(0x69, 0x69, 0x69)


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [DocxExporter()]
