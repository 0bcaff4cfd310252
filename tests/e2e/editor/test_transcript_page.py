"""The transcript's page in a real browser: reading, playing, correcting, reviewing."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from exact_transcription.core.domain.edits import ReplaceWords
from exact_transcription.core.domain.job import LOCAL_OWNER
from exact_transcription.core.domain.word import Provenance
from exact_transcription.core.usecases.edit_transcript import EditRequest
from tests.e2e.editor.actions import job_of, opened, ready, saved, texts, transcript_of, until, word
from tests.e2e.editor.conftest import Site
from tests.e2e.editor.window import Window

AXE = (
    Path(__file__).parents[3]
    / "src"
    / "entrypoints"
    / "http"
    / "ui"
    / "node_modules"
    / "axe-core"
    / "axe.min.js"
)


@pytest.fixture
def page(window: Window, site: Site) -> Page:
    return opened(window, site.recording())


def test_the_transcript_is_shown_with_speakers_pauses_and_doubts(window: Window, page: Page) -> None:
    names = page.locator(".turn .who").all_inner_texts()
    assert names[:3] == ["Ann Lee", "Ben Haugen", "Ann Lee"]
    expect(page.locator(".between.lapse")).to_contain_text("lapse (4.5)")
    assert page.locator(".w.unsure").all_inner_texts() == [
        "trawlers,",
        "stories.",
        "still",
        "hum",
        "Skagerrak",
    ]
    assert page.locator(".w.guess").all_inner_texts() == ["seventy-eight?"]
    assert window.elsewhere == []


def test_a_pause_is_as_wide_as_it_was_long(page: Page) -> None:
    widths = page.evaluate("[...document.querySelectorAll('.gap .bar')].map((bar) => bar.offsetWidth)")
    assert widths == [pytest.approx(24 * seconds, abs=1) for seconds in (0.7, 1.4, 0.8, 0.5)]


def test_an_uncertain_word_says_why_in_plain_words(page: Page) -> None:
    word(page, "Skagerrak").hover()
    box = page.get_by_role("tooltip")
    expect(box).to_contain_text("The recogniser is only 21% sure of this word.")
    expect(box).to_contain_text("may be invented or garbled")
    expect(box).to_contain_text("attention")


def test_a_click_plays_from_a_word_and_words_are_marked_as_they_sound(page: Page) -> None:
    word(page, "harbour.").click()
    expect(page.locator(".w.now")).not_to_have_count(0)
    until(page, "document.querySelector('.w.now')?.dataset.w > 30")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_a_corrected_word_keeps_the_times_of_the_others(page: Page, site: Site) -> None:
    before = transcript_of(site, page)
    word(page, "engines").dblclick()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Well, ")
    page.keyboard.press("Enter")
    expect(word(page, "Well,")).to_be_visible()
    saved(page)
    after = transcript_of(site, page)
    assert texts(after) == texts(before).replace("I did,", "Well, I did,")
    kept = [each for each in after.words if each.text != "Well,"]
    assert [each.span for each in kept] == [each.span for each in before.words]
    assert next(each for each in after.words if each.text == "Well,").provenance is Provenance.INTERPOLATED
    page.reload()
    expect(word(page, "Well,")).to_have_class(re.compile("guess"))


def test_escape_leaves_a_paragraph_as_it_was(page: Page, site: Site) -> None:
    before = transcript_of(site, page)
    word(page, "engines").dblclick()
    page.keyboard.type("nonsense")
    page.keyboard.press("Escape")
    expect(word(page, "engines")).to_be_visible()
    assert transcript_of(site, page) == before


def test_undo_and_redo_go_further_back_than_the_page(page: Page, site: Site) -> None:
    start = texts(transcript_of(site, page))
    for text in ("ONE", "TWO"):
        word(page, "Good" if text == "ONE" else "ONE").dblclick()
        page.keyboard.press("Control+Home")
        page.keyboard.press("Control+Shift+ArrowRight")
        page.keyboard.type(f"{text} ")
        page.keyboard.press("Enter")
        saved(page)
    page.reload()
    ready(page)
    page.keyboard.press("Control+z")
    expect(word(page, "ONE")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(word(page, "Good")).to_be_visible()
    saved(page)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    assert texts(transcript_of(site, page)) == start
    page.keyboard.press("Control+Shift+z")
    expect(word(page, "ONE")).to_be_visible()


def test_speakers_are_renamed_and_merged(page: Page, site: Site) -> None:
    page.keyboard.press("g")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name: SPEAKER_02").fill("Cleo Haugen")
    dialog.get_by_label("Name: SPEAKER_02").press("Tab")
    saved(page)
    dialog.get_by_label("Merge Cleo Haugen into").select_option(label="Ben Haugen")
    expect(dialog.locator(".person")).to_have_count(2)
    saved(page)
    page.keyboard.press("Escape")
    assert {speaker.label for speaker in transcript_of(site, page).speakers} == {"Ann Lee", "Ben Haugen"}
    expect(page.locator(".turn .who").get_by_text("Cleo")).to_have_count(0)


def test_a_turn_is_given_to_a_speaker_by_a_digit_and_split_at_a_word(page: Page, site: Site) -> None:
    word(page, "Skagerrak").click()
    page.keyboard.press("1")
    saved(page)
    speakers = {each.text: each.speaker for each in transcript_of(site, page).words}
    assert speakers["Skagerrak"] == speakers["thought"] == "SPEAKER_00"
    page.keyboard.press("t")
    page.get_by_role("dialog").get_by_role("button", name="Ben Haugen").click()
    saved(page)
    speakers = {each.text: each.speaker for each in transcript_of(site, page).words}
    assert (speakers["thought"], speakers["Skagerrak"], speakers["come"]) == (
        "SPEAKER_00",
        "SPEAKER_01",
        "SPEAKER_01",
    )
    page.keyboard.press("m")
    saved(page)
    assert {each.text: each.speaker for each in transcript_of(site, page).words}["Skagerrak"] == "SPEAKER_00"


def test_uncertain_places_are_reviewed_by_keyboard(page: Page, site: Site) -> None:
    bar = page.get_by_role("region", name="Review")
    page.keyboard.press("n")
    expect(bar).to_contain_text("Place 1 of 6")
    expect(bar).to_contain_text("trawlers,")
    expect(bar).to_contain_text("only 38% sure")
    # What the bar says does not cover the text a second time.
    expect(word(page, "trawlers,")).to_be_focused()
    page.wait_for_timeout(500)
    expect(page.locator(".explanation")).to_be_hidden()
    page.keyboard.press("a")
    expect(bar).to_contain_text("Place 1 of 5")
    expect(bar).to_contain_text("stories.")
    expect(bar).to_contain_text("Somebody else talks at the same time.")
    saved(page)
    trusted = next(each for each in transcript_of(site, page).words if each.text == "trawlers,")
    assert trusted.confidence == 1.0
    page.keyboard.press("e")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Always.")
    page.keyboard.press("Enter")
    saved(page)
    assert "stories. Always." in texts(transcript_of(site, page))
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)


def test_text_is_found_and_replaced(page: Page, site: Site) -> None:
    page.keyboard.press("Control+f")
    page.keyboard.type("my ")
    finding = page.get_by_role("region", name="Find and replace")
    expect(finding).to_contain_text("1 of 2")
    finding.get_by_label("Replace with").fill("our ")
    finding.get_by_role("button", name="Replace all").click()
    expect(finding).to_contain_text("Nothing found")
    saved(page)
    assert "our father repaired" in texts(transcript_of(site, page)).lower()
    assert "our mother kept" in texts(transcript_of(site, page))


def test_a_change_from_elsewhere_is_a_conflict_that_keeps_both(page: Page, site: Site) -> None:
    job = job_of(page)
    revision = site.container.find_job().execute(job).revision
    edit = ReplaceWords(first=0, last=1, text="Good evening,")
    request = EditRequest(job_id=job, base=revision, edits=[edit], author=LOCAL_OWNER)
    site.container.edit_transcript().execute(request)
    word(page, "engines").dblclick()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Mine.")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="The transcript was changed elsewhere")
    dialog.get_by_role("button", name="Put my changes on top").click()
    saved(page)
    after = texts(transcript_of(site, page))
    assert after.startswith("Good evening,")
    assert "told stories. Mine." in after
    expect(word(page, "evening,")).to_be_visible()


def test_an_earlier_version_is_restored(page: Page, site: Site) -> None:
    start = texts(transcript_of(site, page))
    word(page, "engines").dblclick()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Changed.")
    page.keyboard.press("Enter")
    saved(page)
    page.keyboard.press("v")
    page.get_by_role("button", name="Restore: Version 1").click()
    expect(word(page, "Changed.")).to_have_count(0)
    saved(page)
    assert texts(transcript_of(site, page)) == start


def test_the_keys_are_explained(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("next uncertain place")
    expect(page.get_by_role("dialog", name="Keys").locator("dt").filter(has_text="/")).to_contain_text("Ctrl")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, site: Site, scheme: str) -> None:
    window = Window(browser, site.address, color_scheme=scheme)
    page = opened(window, site.recording())
    page.keyboard.press("n")
    assert serious(page) == []
    for key in ("g", "s", "v", "?"):
        page.keyboard.press(key)
        page.get_by_role("dialog").wait_for()
        assert serious(page) == [], key
        page.keyboard.press("Escape")
    window.close()


def serious(page: Page) -> list[str]:
    """What axe finds that is serious or worse."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("axe.run().then((result) => result.violations)")
    return [
        f"{each['id']}: {json.dumps([node['html'][:200] for node in each['nodes'][:3]])}"
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


def test_the_page_is_read_without_scripts(browser: Browser, site: Site) -> None:
    window = Window(browser, site.address, java_script_enabled=False)
    window.page.goto(site.recording())
    text = window.page.locator(".transcript").inner_text()
    assert "Ben Haugen" in text
    assert "the Skagerrak had come" in text
    assert "(4.5)" in text
    window.close()


def test_nothing_is_complained_of(window: Window, page: Page) -> None:
    page.keyboard.press("n")
    page.get_by_role("button", name="Next").wait_for()
    page.wait_for_timeout(500)
    assert window.complaints == []


def test_what_is_scrolled_under_a_pointer_at_rest_is_not_explained(page: Page) -> None:
    mark = page.locator(".between .pause").first
    box = mark.bounding_box()
    assert box
    # Where the pause will be when the page has moved by 60 pixels.
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] / 2 - 60)
    page.wait_for_timeout(200)
    page.evaluate("scrollBy({ top: 60, behavior: 'instant' })")
    page.wait_for_timeout(400)
    expect(page.locator(".explanation")).to_be_hidden()
    page.mouse.move(box["x"] + 7, box["y"] + box["height"] / 2 - 60)
    expect(page.locator(".explanation")).to_be_visible()


def test_all_of_a_paragraph_that_is_written_is_above_the_player(page: Page) -> None:
    page.set_viewport_size({"width": 900, "height": 640})
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    last = page.locator(".turn .w").last
    last.scroll_into_view_if_needed()
    word(page, "engines").dblclick()
    said, dock = page.locator(".said.editing").bounding_box(), page.locator(".dock").bounding_box()
    assert said
    assert dock
    assert said["y"] + said["height"] <= dock["y"]
    told = page.get_by_text("Enter keeps it").bounding_box()
    assert told
    assert told["height"] < 30  # a line
