"""One word's time, set by hand: by numbers and by dragging."""

import pytest
from playwright.sync_api import Page, expect

from exact_transcription.core.domain.word import Provenance, Word
from tests.e2e.editor.actions import opened, saved, transcript_of, word
from tests.e2e.editor.conftest import Site
from tests.e2e.editor.window import Window


@pytest.fixture
def page(window: Window, site: Site) -> Page:
    page = opened(window, site.recording())
    word(page, "pleasure.").click()
    page.keyboard.press("k")
    return page


def pleasure(site: Site, page: Page) -> Word:
    return next(each for each in transcript_of(site, page).words if each.text == "pleasure.")


def test_a_word_is_moved_by_keyboard_and_moved_back(page: Page, site: Site) -> None:
    before = transcript_of(site, page)
    old = pleasure(site, page)
    page.keyboard.press("w")
    dialog = page.get_by_role("dialog", name="When was “pleasure.” said?")
    expect(dialog.get_by_label("Begin")).to_be_focused()
    dialog.get_by_label("Begin").fill(f"{old.span.start + 0.05:.3f}")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    saved(page)
    moved = pleasure(site, page)
    assert moved.span.start == pytest.approx(old.span.start + 0.05, abs=0.001)
    assert moved.span.end == old.span.end
    assert moved.provenance is Provenance.EDITED
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    saved(page)
    assert transcript_of(site, page) == before


def test_a_word_does_not_begin_before_the_one_before_it(page: Page, site: Site) -> None:
    words = transcript_of(site, page).words
    at = next(index for index, each in enumerate(words) if each.text == "pleasure.")
    page.keyboard.press("w")
    page.get_by_role("dialog").get_by_label("Begin").fill("0")
    page.keyboard.press("Enter")
    saved(page)
    assert pleasure(site, page).span.start == words[at - 1].span.start


def test_an_edge_of_a_word_is_dragged_on_the_waveform(page: Page, site: Site) -> None:
    old = pleasure(site, page)
    handle = page.locator(".handle.end")
    # It waits until the waveform is there and stands still.
    handle.hover()
    box = handle.bounding_box()
    assert box
    # It lies over the waveform, not over the lanes of the speakers below.
    wave = page.locator(".wave-form").bounding_box()
    assert wave
    assert (box["y"], box["height"]) == (wave["y"], wave["height"])
    place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*place)
    page.mouse.down()
    page.mouse.move(place[0] + 10, place[1], steps=3)
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    saved(page)
    moved = pleasure(site, page)
    # 50 pixels are a second.
    assert moved.span.end == pytest.approx(old.span.end + 0.2, abs=0.02)
    assert (moved.span.start, moved.provenance) == (old.span.start, Provenance.EDITED)
