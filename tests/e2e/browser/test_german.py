"""The pages in German: no text of the English catalogue is left, whatever state they are in."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from exact_transcription.entrypoints.http.messages import messages
from exact_transcription.entrypoints.http.plugin_texts import translations
from exact_transcription.entrypoints.http.texts import catalogue
from tests.e2e.browser.gallery import PAGES, Gallery, Shown

ENGLISH_ALONE = "what programs can do"
"""The reference for those who write programs."""

LETTERS = 5
"""Shorter texts, such as `of`, say too little to tell by them which language somebody's title is in."""

READ = """() => {
  const shown = [];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const around = nodes.currentNode.parentElement;
    const data = around.closest("script, style, pre, [lang]:not(html), .w, .said");
    if (!data) shown.push(nodes.currentNode.data);
  }
  for (const each of document.querySelectorAll("[aria-label], [title], [placeholder]"))
    for (const name of ["aria-label", "title", "placeholder"]) shown.push(each.getAttribute(name) ?? "");
  return [document.title, ...shown.map((each) => each.replace(/\\s+/g, " ").trim()).filter(Boolean)];
}"""


def texts_of(found: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a catalogue by its place."""
    for name, value in found.items():
        if isinstance(value, str):
            yield before + name, value
        else:
            yield from texts_of(value, f"{before}{name}.")


def pattern(text: str) -> re.Pattern[str]:
    """What a text looks like when something is put in."""
    parts = re.split(r"(\{\w*\})", text)
    return re.compile("".join(_hole(each) if each.startswith("{") else re.escape(each) for each in parts))


def _hole(name: str) -> str:
    return r"[\d.,]+" if name in {"{count}", "{number}", "{status}", "{seconds}"} else ".+"


@pytest.fixture(scope="module")
def english() -> list[re.Pattern[str]]:
    """What is said in English and otherwise in German: whole texts, and sentences within longer ones."""
    german = dict(texts_of(catalogue("de")))
    known = {text for place, text in texts_of(catalogue("en")) if german[place] != text}
    known |= set(translations("de")) | {each for each in messages("de") if len(each.replace("{}", "")) > 12}
    known -= set(german.values())
    return [pattern(each) for each in known if len(re.sub(r"\{\w*\}|[\W\d]", "", each)) >= LETTERS]


@pytest.mark.parametrize("name", [each for each in PAGES if each != ENGLISH_ALONE])
def test_a_page_says_nothing_in_english(gallery: Gallery, english: list[re.Pattern[str]], name: str) -> None:
    with gallery.open(PAGES[name], locale="de-DE") as page:
        assert page.locator("html").get_attribute("lang") == "de"
        shown: list[str] = page.evaluate(READ)
    assert len(shown) > 5
    assert [text for text in shown if any(each.fullmatch(text) for each in english)] == []


def test_the_test_would_see_english(gallery: Gallery, english: list[re.Pattern[str]]) -> None:
    with gallery.open(Shown(path="/nowhere"), locale="en-GB") as page:
        seen = [text for text in page.evaluate(READ) if any(each.fullmatch(text) for each in english)]
    assert {"Recordings", "To the recordings", "There is no such page."} <= set(seen)


def test_what_scripts_are_told_by_the_server_is_german_too(gallery: Gallery) -> None:
    with gallery.open(Shown(path="/"), locale="de-DE") as page:
        told = page.evaluate(
            "fetch('/api/v1/transcriptions/' + '0'.repeat(32)).then((answer) => answer.text())"
        )
    assert json.loads(told)["code"] == "not_found"
    assert json.loads(told)["detail"] == "Diese Aufnahme gibt es nicht (mehr)."
