"""What python-docx has no words for: fonts for every script, direction, page fields, line numbers."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_EAST_ASIAN_FONTS = {"ja": "Yu Gothic", "ko": "Malgun Gothic"}
_LEFT_TO_RIGHT = re.compile(
    r"[A-Za-z0-9\u00c0-\u024f\u0370-\u058f]"
    r"(?:[ -~\u00c0-\u024f\u0370-\u058f\u2019]*[A-Za-z0-9\u00c0-\u024f\u0370-\u058f])?"
)
"""Latin, Greek, Cyrillic or Armenian from the first letter or digit to the last, with what is between."""


def set_fonts(style: "ParagraphStyle", language: str) -> None:
    """Give a style a font for each kind of script, and its language for spelling and hyphenation."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in [name for name in fonts.attrib if "Theme" in str(name)]:
        del fonts.attrib[name]
    east_asian = _EAST_ASIAN_FONTS.get(language, "Microsoft YaHei")
    for script, font in (
        ("ascii", "Calibri"),
        ("hAnsi", "Calibri"),
        ("cs", "Arial"),
        ("eastAsia", east_asian),
    ):
        fonts.set(qn(f"w:{script}"), font)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    if language:
        properties.append(_element("lang", val=language, eastAsia=language, bidi=language))


def set_size(style: "ParagraphStyle", points: float) -> None:
    """The size of a style's letters, in scripts that run from right to left too."""
    properties = style.element.get_or_add_rPr()
    for tag in ("sz", "szCs"):
        for old in properties.findall(qn(f"w:{tag}")):
            properties.remove(old)
    half_points = str(round(points * 2))
    language = properties.find(qn("w:lang"))
    for tag in ("sz", "szCs"):
        size = _element(tag, val=half_points)
        if language is None:
            properties.append(size)
        else:
            language.addprevious(size)


def add_text(paragraph: "Paragraph", text: str, *, right_to_left: bool) -> list["Run"]:
    """Append text; in a paragraph that runs from right to left, its runs say which way they go."""
    if not right_to_left:
        return [paragraph.add_run(text)]
    runs = []
    for part, is_left_to_right in _by_direction(text):
        run = paragraph.add_run(part)
        if not is_left_to_right:
            run._element.get_or_add_rPr().append(OxmlElement("w:rtl"))  # noqa: SLF001 - its way to the XML
        runs.append(run)
    return runs


def run_right_to_left(paragraph: "Paragraph") -> None:
    """Let a paragraph begin at the right."""
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - its way to the XML
        OxmlElement("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def add_field(paragraph: "Paragraph", instruction: str) -> None:
    """Append a field such as PAGE, which the program that shows the document fills in."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("value", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "value":
            run.text = text
        elif kind:
            run._element.append(_element("fldChar", fldCharType=kind))  # noqa: SLF001 - its way to the XML
        else:
            code = _element("instrText")
            code.text = text
            run._element.append(code)  # noqa: SLF001 - its way to the XML


def number_lines(section: "Section") -> None:
    """Number every line from the first to the last page."""
    numbers = _element("lnNumType", countBy="1", restart="continuous")
    successors = ("w:pgNumType", "w:cols", "w:vAlign", "w:noEndnote", "w:titlePg", "w:docGrid")
    section._sectPr.insert_element_before(numbers, *successors)  # noqa: SLF001 - its way to the XML


def _by_direction(text: str) -> Iterator[tuple[str, bool]]:
    cursor = 0
    for match in _LEFT_TO_RIGHT.finditer(text):
        if match.start() > cursor:
            yield text[cursor : match.start()], False
        yield match[0], True
        cursor = match.end()
    if cursor < len(text):
        yield text[cursor:], False


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
