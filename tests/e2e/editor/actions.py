"""What all tests of the transcript's page do."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from exact_transcription.core.domain.transcript import Transcript
from tests.e2e.editor.conftest import Site
from tests.e2e.editor.window import Window


def opened(window: Window, address: str) -> Page:
    """The page at an address, when it is ready."""
    window.page.goto(address)
    ready(window.page)
    return window.page


def ready(page: Page) -> None:
    """Wait until the editor says that it takes keys and clicks."""
    page.wait_for_selector('[data-editor="ready"]')


def word(page: Page, text: str) -> Locator:
    return page.locator(".w").get_by_text(text, exact=True)


def until(page: Page, expression: str) -> None:
    """Ask from outside: the page's policy forbids Playwright's own waiting."""
    for _ in range(400):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression}")


def saved(page: Page) -> None:
    expect(page.locator(".save")).to_have_text("Saved")


def transcript_of(site: Site, page: Page) -> Transcript:
    found = site.container.read_transcript().execute(job_of(page)).transcript
    assert isinstance(found, Transcript)
    return found


def job_of(page: Page) -> str:
    found = re.search(r"/recordings/([^/?#]+)", page.url)
    assert found
    return found[1]


def texts(transcript: Transcript) -> str:
    return " ".join(each.text for each in transcript.words)
