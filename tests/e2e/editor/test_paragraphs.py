"""Breaking what one speaker says into paragraphs, and joining them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.editor.actions import job_of, opened, ready, saved, texts, transcript_of, word
from tests.e2e.editor.conftest import Site
from tests.e2e.editor.interview import CLEO
from tests.e2e.editor.window import Window


@pytest.fixture
def page(window: Window, site: Site) -> Page:
    return opened(window, site.recording())


def at(page: Page, text: str) -> None:
    """Put the keyboard on a word, without the sound."""
    word(page, text).click()
    page.keyboard.press("k")
    expect(word(page, text)).to_have_class(re.compile(r"\bcursor\b"))


def paragraphs(page: Page) -> list[str]:
    return [" ".join(each.split()) for each in page.locator(".said").all_inner_texts()]


def breaks(site: Site, page: Page) -> list[tuple[str, bool]]:
    """The first words of paragraphs about which somebody said something, and what."""
    segments = transcript_of(site, page).segments
    return [(each.words[0].text, each.paragraph) for each in segments if each.paragraph is not None]


def test_a_paragraph_is_begun_kept_undone_and_joined_by_keyboard(page: Page, site: Site) -> None:
    before = transcript_of(site, page)
    at(page, "my")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("t")
    dialog = page.get_by_role("dialog", name="Split here")
    expect(dialog.get_by_role("button", name="The same speaker: a new paragraph")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    begun = page.locator(".turn.opens", has=word(page, "mother"))
    expect(begun).to_contain_text("Ben Haugen")
    assert "mother kept the books." in begun.inner_text()
    assert "repaired" not in begun.inner_text()
    expect(word(page, "mother")).to_be_focused()
    saved(page)
    assert breaks(site, page) == [("mother", True)]
    assert texts(transcript_of(site, page)) == texts(before)
    page.reload()
    ready(page)
    assert any(each.startswith("mother kept the books.") for each in paragraphs(page))
    page.keyboard.press("Control+z")
    saved(page)
    assert transcript_of(site, page) == before
    page.keyboard.press("Control+Shift+z")
    saved(page)
    at(page, "books.")
    page.keyboard.press("m")
    expect(page.locator(".turn", has=word(page, "mother"))).to_contain_text("repaired")
    saved(page)
    assert breaks(site, page) == [("mother", False)]


def test_the_same_key_again_chooses_the_same_speaker(page: Page, site: Site) -> None:
    at(page, "winter")
    page.keyboard.press("t")
    page.keyboard.press("t")
    saved(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert breaks(site, page) == [("winter", True)]


def test_a_digit_gives_the_rest_to_somebody_else_in_one_change(page: Page, site: Site) -> None:
    before = transcript_of(site, page)
    at(page, "mother")
    page.keyboard.press("t")
    page.keyboard.press("3")
    saved(page)
    assert {each.speaker for each in transcript_of(site, page).words if each.text == "mother"} == {CLEO}
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    saved(page)
    assert transcript_of(site, page) == before


def test_shift_and_enter_begin_a_paragraph_at_once(page: Page, site: Site) -> None:
    at(page, "In")
    page.keyboard.press("Shift+Enter")
    saved(page)
    # A segment began there already; it is the same one still.
    assert breaks(site, page) == [("In", True)]
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_text("A paragraph begins here already.")).to_be_visible()
    assert breaks(site, page) == [("In", True)]


def test_where_a_turn_begins_there_is_nothing_to_break(page: Page) -> None:
    at(page, "It's")
    page.keyboard.press("t")
    expect(page.get_by_text("A paragraph begins here already.")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_paragraph_is_broken_while_it_is_written(page: Page, site: Site) -> None:
    word(page, "mother").dblclick()
    page.keyboard.insert_text("dear ")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".editing")).to_have_count(0)
    saved(page)
    assert "and my dear mother kept" in texts(transcript_of(site, page))
    assert breaks(site, page) == [("mother", True)]
    page.keyboard.press("Control+z")
    saved(page)
    assert breaks(site, page) == []
    assert "and my dear mother kept" in texts(transcript_of(site, page))


def test_a_paragraph_after_a_silence_is_joined_where_it_is_the_same_speakers(page: Page, site: Site) -> None:
    at(page, "The")
    page.keyboard.press("2")
    at(page, "seventy-eight?")
    page.keyboard.press("s")
    page.get_by_role("radio", name="this turn", exact=True).check()
    page.keyboard.press("2")
    expect(page.locator(".between.lapse")).to_have_count(1)
    at(page, "sound,")
    page.keyboard.press("m")
    expect(page.locator(".between.lapse")).to_have_count(0)
    expect(page.locator(".turn", has=word(page, "sound,"))).to_contain_text("seventy-eight?")
    saved(page)
    assert breaks(site, page) == [("The", False)]


def test_the_page_without_scripts_and_the_files_show_paragraphs(
    page: Page, site: Site, window: Window
) -> None:
    at(page, "mother")
    page.keyboard.press("Shift+Enter")
    saved(page)
    served = page.request.get(page.url).text()
    assert served.count("mother kept the books.") == 1
    row = next(part for part in served.split("<p") if "mother kept" in part)
    assert "Ben Haugen" in row
    assert "repaired" not in row
    text = page.request.get(f"{site.address}/api/v1/transcriptions/{job_of(page)}/exports/txt").text()
    assert "\n\nBen Haugen [00:00:2" in text
    assert window.complaints == []
