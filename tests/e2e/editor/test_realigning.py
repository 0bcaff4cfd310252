"""Changed words get measured times while somebody goes on writing."""

import re
import threading
from collections.abc import Iterator

import pytest
from dependency_injector import providers
from playwright.sync_api import Page, expect

from exact_transcription.core.domain.word import Provenance
from tests.e2e.editor.actions import job_of, opened, saved, texts, transcript_of, word
from tests.e2e.editor.conftest import Site
from tests.e2e.editor.window import Window
from tests.fakes.alignment import FakeAligner
from tests.fakes.engines import FakeEngineProvider

CARET = "[getSelection().anchorNode.textContent, getSelection().anchorOffset]"


@pytest.fixture
def engines(site: Site) -> Iterator[None]:
    with site.container.engines.override(providers.Object(FakeEngineProvider(aligners=[FakeAligner()]))):
        # Pages of other tests asked as well.
        while site.container.realign().execute(stop=threading.Event()) is not None:
            pass
        yield


@pytest.mark.usefixtures("engines")
def test_times_come_in_place_and_neither_caret_nor_undo_are_lost(window: Window, site: Site) -> None:
    page = opened(window, site.recording())
    start = texts(transcript_of(site, page))
    word(page, "engines").dblclick()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Well, ")
    page.keyboard.press("Enter")
    saved(page)
    expect(word(page, "Well,")).to_have_class(re.compile("guess"))
    finding = page.locator(".finding")
    expect(finding).to_have_text("Finding the changed words…")
    word(page, "Skagerrak").dblclick()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Yes. ")
    before = page.evaluate(CARET)
    report = site.container.realign().execute(stop=threading.Event())
    assert report is not None
    assert report.found == 1
    expect(finding).to_have_text("")
    assert page.evaluate(CARET) == before
    page.keyboard.press("Enter")
    saved(page)
    expect(word(page, "Well,")).not_to_have_class(re.compile("guess"))
    found = {each.text: each.provenance for each in transcript_of(site, page).words}
    assert (found["Well,"], found["Yes."]) == (Provenance.ALIGNED, Provenance.INTERPOLATED)
    for gone in ("Yes.", "Well,"):
        page.keyboard.press("Control+z")
        expect(word(page, gone)).to_have_count(0)
    saved(page)
    assert texts(transcript_of(site, page)) == start
    assert _kinds(site, page) == ["transcribed", "edited", "realigned", "edited", "restored", "restored"]
    assert window.complaints == []


def _kinds(site: Site, page: Page) -> list[str]:
    return [revision.kind.value for revision in site.container.jobs().revisions(job_of(page))]
