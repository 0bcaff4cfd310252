"""Somebody who types faster than the page draws and the server answers loses no key."""

import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.editor.actions import opened, ready, saved, texts, transcript_of, word
from tests.e2e.editor.conftest import Site
from tests.e2e.editor.window import Window

SLOW = 0.4


@pytest.fixture
def page(window: Window, site: Site) -> Page:
    return opened(window, site.recording())


def slow_changes(page: Page) -> None:
    """Let the server answer changes late."""

    def later(route: Route) -> None:
        time.sleep(SLOW)
        route.continue_()

    page.route("**/transcript/*", later)


def test_what_is_typed_right_after_the_key_to_find_is_looked_for(page: Page, site: Site) -> None:
    before = transcript_of(site, page)
    finding = page.get_by_role("region", name="Find and replace")
    for _ in range(5):
        page.keyboard.press("Control+f")
        page.keyboard.type("my mother")
        assert finding.get_by_label("Find", exact=True).input_value() == "my mother"
        page.keyboard.press("Escape")
    page.keyboard.press("Control+f")
    page.keyboard.type("engines")
    expect(finding).to_contain_text("1 of 1")
    page.keyboard.press("Control+f")
    page.keyboard.type("harbour")
    assert finding.get_by_label("Find", exact=True).input_value() == "harbour"
    assert transcript_of(site, page) == before


def test_marked_text_is_what_is_looked_for(page: Page) -> None:
    word(page, "thought").click()
    page.evaluate(
        """() => {
          const words = [...document.querySelectorAll('.w')];
          const first = words.find((word) => word.textContent === 'every');
          getSelection().setBaseAndExtent(first, 0, first.nextElementSibling, 1);
        }"""
    )
    page.keyboard.press("Control+f")
    finding = page.get_by_role("region", name="Find and replace")
    assert finding.get_by_label("Find", exact=True).input_value() == "every one"
    expect(finding).to_contain_text("1 of 1")


def test_dialogs_open_and_close_as_fast_as_keys_are_pressed(page: Page) -> None:
    for name in ("g", "s", "v", "?") * 5:
        page.keyboard.press(name)
        assert page.locator("dialog[open]").count() == 1, name
        page.keyboard.press("Escape")
        assert page.locator("dialog[open]").count() == 0, name


def test_a_speaker_is_chosen_by_the_digit_that_follows_at_once(page: Page, site: Site) -> None:
    word(page, "Skagerrak").click()
    page.keyboard.press("s")
    page.keyboard.press("2")
    saved(page)
    assert {each.text: each.speaker for each in transcript_of(site, page).words}["thought"] == "SPEAKER_01"


def test_names_are_typed_right_after_the_key_for_speakers(page: Page, site: Site) -> None:
    word(page, "Skagerrak").click()
    page.keyboard.press("g")
    page.keyboard.type("Cleo")
    page.keyboard.press("Escape")
    saved(page)
    assert [speaker.name for speaker in transcript_of(site, page).speakers] == [
        "Ann Lee",
        "Ben Haugen",
        "Cleo",
    ]


def test_changes_are_undone_faster_than_the_server_answers(page: Page, site: Site) -> None:
    start = texts(transcript_of(site, page))
    for text in ("One", "Two", "Three"):
        page.keyboard.press("e")
        page.keyboard.press("Control+End")
        page.keyboard.type(f" {text}.")
        page.keyboard.press("Enter")
    saved(page)
    assert texts(transcript_of(site, page)).startswith(
        "Good morning, and thank you for taking the time to talk to us today. One. Two. Three."
    )
    page.reload()
    ready(page)
    slow_changes(page)
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(word(page, "One.")).to_have_count(0)
    saved(page)
    assert texts(transcript_of(site, page)) == start
    for _ in range(3):
        page.keyboard.press("Control+y")
    expect(word(page, "Three.")).to_be_visible()
    saved(page)


def test_an_answer_does_not_disturb_who_writes_on(page: Page, site: Site) -> None:
    slow_changes(page)
    page.keyboard.press("e")
    page.keyboard.press("Control+End")
    page.keyboard.type(" One.")
    page.keyboard.press("Enter")
    word(page, "engines").dblclick()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Two and more, while the answer to the first comes.", delay=30)
    page.keyboard.press("Enter")
    expect(word(page, "Two")).to_be_visible()
    saved(page)
    found = texts(transcript_of(site, page))
    assert "us today. One. It's" in found
    assert "told stories. Two and more, while the answer to the first comes. And" in found


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ("a", [True, True, True, False, True, True, True, True, True]),
        # The turn becomes one with that of the next speaker.
        ("3", [True, True, True, False, True, True, True, True]),
    ],
)
def test_rows_that_stay_as_they_are_stay_under_the_pointer(page: Page, change: str, same: list[bool]) -> None:
    word(page, "trawlers,").click()
    page.evaluate("document.querySelectorAll('.turn').forEach((row) => (row.marked = true))")
    page.keyboard.press(change)
    saved(page)
    assert page.evaluate("[...document.querySelectorAll('.turn')].map((row) => !!row.marked)") == same
