"""The fonts that pages are set in: they come with packages, so that every machine prints alike."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk", "fontpkg_amiri", "fontpkg_sarabun")

_LAST_SURELY_THERE = "\u024f"
"""Noto Sans has all of Latin up to here."""

_EAST_ASIAN = {"ja": "JP", "ko": "KR", "yue": "HK", "zh": "SC", "zh-tw": "TC", "zh-hk": "HK"}


def font_folders() -> list[str]:
    """The folders with the fonts."""
    return [str(files(package)) for package in _PACKAGES]


def font_families(language: str) -> list[str]:
    """Families in the order in which they are tried.

    Noto Sans goes first; Amiri and Sarabun come before Noto's own Arabic and Thai, because those build
    letters of several glyphs, which then come out of a PDF doubled when its text is copied or searched.
    Chinese characters look as they do in the transcript's language; simplified Chinese if it has none.
    """
    east = _EAST_ASIAN.get(language.lower(), "SC")
    scripts = ("Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Hebrew")
    more = ("Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil", "Telugu")
    return [
        "Noto Sans",
        "Amiri",
        "Sarabun",
        *(f"Noto Sans {script}" for script in (*scripts, *more)),
        f"Noto Sans CJK {east}",
        "Noto Sans Symbols",
        "Noto Emoji",
    ]


def missing_characters(texts: Iterable[str]) -> list[str]:
    """Letters and digits that no font has, sorted; other signs may come out as an empty box."""
    wanted = {character for text in texts for character in text if character > _LAST_SURELY_THERE}
    wanted = {character for character in wanted if character.isalnum()}
    for path in _font_files():
        if not wanted:
            break
        known = _characters_of(path)
        wanted = {character for character in wanted if ord(character) not in known}
    return sorted(wanted)


@cache
def _font_files() -> tuple[Path, ...]:
    """Small ones first: reading the table of a font for Chinese takes seconds."""
    found = [path for folder in font_folders() for path in Path(folder).rglob("*.[ot]t[fc]")]
    return tuple(sorted(found, key=lambda path: (path.stat().st_size, path.name)))


@cache
def _characters_of(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only other scripts than Latin need it

    with TTFont(path, lazy=True, fontNumber=0) as font:
        return frozenset(font.getBestCmap())
