"""Searching what was said: where it was said is shown, and one gets there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exact_transcription.entrypoints.http.pages import excerpts
from tests.e2e.browser.site import Site
from tests.e2e.editor.interview import interview

Visit = Callable[..., Page]


def search(page: Page, text: str) -> None:
    page.get_by_role("searchbox").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")


def test_the_sentence_is_shown_with_the_place_marked_and_leads_to_its_word(visit: Visit, site: Site) -> None:
    site.transcribed("Harbour talk", interview())
    site.transcribed("Something else")
    page = visit("/")
    search(page, "WHOLE street")
    expect(page.locator("tr[data-job]")).to_have_count(1)
    excerpt = page.locator("a.excerpt")
    expect(excerpt.locator("mark")).to_have_text("whole street")
    expect(excerpt).to_contain_text("In winter nobody went out, so the whole street came to our kitchen")
    excerpt.click()
    word = page.locator(".w.cursor")
    expect(word).to_have_text("whole ")
    expect(word).to_be_focused()
    expect(word).to_be_in_viewport()
    expect(page.get_by_role("slider", name="Position in the recording")).to_be_visible()


def test_a_title_that_fits_has_no_excerpt_and_several_places_are_counted(visit: Visit, site: Site) -> None:
    site.transcribed("Kitchen", interview())
    page = visit("/?q=and")
    expect(page.locator(".excerpts .facts")).to_have_text("and 4 times more")
    page.goto("/?q=kitchen")
    expect(page.locator("a.excerpt mark")).to_have_text("kitchen")
    site.submit("And a title only")
    page.goto("/?q=title only")
    expect(page.locator("tr[data-job]")).to_have_count(1)
    expect(page.locator(".excerpt")).to_have_count(0)


def test_excerpts_that_the_server_had_no_time_for_come_by_themselves(
    visit: Visit, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.transcribed("Harbour talk", interview())
    monkeypatch.setattr(excerpts, "_SECONDS", -1.0)
    page = visit("/?q=kitchen", java_script_enabled=False)
    expect(page.locator("tr[data-job]")).to_have_count(1)
    expect(page.locator("a.excerpt")).to_have_count(0)
    page = visit("/?q=kitchen")
    expect(page.locator("a.excerpt mark")).to_have_text("kitchen")
