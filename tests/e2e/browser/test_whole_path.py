"""Everything that a person does with one recording: the real service, the real models, a real browser."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.cli.command import SAMPLE
from tests.e2e.test_serve import Service, service  # noqa: F401 - the fixture

_WORK = 420_000.0
"""Milliseconds for the models to load and to work, on a machine that does other things as well."""


@pytest.mark.models
def test_from_the_recording_to_corrected_subtitles_and_back_again(
    browser: Browser,
    service: Service,  # noqa: F811
    tmp_path: Path,
) -> None:
    context = browser.new_context(base_url=service.address, locale="en-GB")
    page = context.new_page()
    hand_in(page)
    follow(page)
    correct(page)
    export(page, tmp_path)
    page.goto(page.url.removesuffix("/exports"))
    expect(said(page, "corrected")).to_be_visible()
    expect(page.locator(".turn .who").get_by_text("Diane").first).to_be_visible()
    context.close()


def hand_in(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Language").first.select_option("en")
    page.get_by_label("Number of speakers").fill("2")
    page.locator("input[data-files]").set_input_files(SAMPLE)
    expect(page.locator(".upload.done")).to_have_count(1, timeout=60_000)


def follow(page: Page) -> None:
    """The list shows how far it is, without being asked; then there is a transcript."""
    row = page.locator("tr[data-job]")
    expect(row.locator(".state")).to_have_text("in progress", timeout=_WORK)
    expect(row.locator("progress")).to_be_visible()
    expect(row.locator(".state")).to_have_text("finished", timeout=_WORK)
    row.locator(".what a").click()
    expect(page.locator(".with-editor .w").first).to_be_visible()


def said(page: Page, word: str) -> Locator:
    return page.locator(".w").filter(has_text=re.compile(rf"^{word}\s*$")).first


def correct(page: Page) -> None:
    """Whatever was recognised: the first word without capitals and punctuation, and a speaker's name."""
    said(page, "[a-z]{3,}").dblclick()
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.type("corrected ")
    page.keyboard.press("Enter")
    expect(page.locator(".save")).to_have_text("Saved", timeout=20_000)
    page.keyboard.press("g")
    name = page.get_by_role("dialog").get_by_label("Name: SPEAKER_00")
    name.fill("Diane")
    name.press("Tab")
    expect(page.locator(".save")).to_have_text("Saved", timeout=20_000)
    page.keyboard.press("Escape")


def export(page: Page, folder: Path) -> None:
    page.goto(f"{page.url}/exports")
    page.get_by_role("checkbox", name="SubRip subtitles").check()
    page.get_by_role("checkbox", name="Word document").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    download.value.save_as(folder / "sample.zip")
    with ZipFile(folder / "sample.zip") as archive:
        subtitles = archive.read("sample.srt").decode()
        archive.extract("sample.docx", folder)
    text = "\n".join(paragraph.text for paragraph in Document(str(folder / "sample.docx")).paragraphs)
    for written in (subtitles, text):
        assert "corrected" in written
        assert "Diane" in written
