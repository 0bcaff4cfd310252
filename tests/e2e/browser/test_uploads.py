"""Recordings on their way as people send them: after the browser was closed, and dropped in folders."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.chromium import with_profile
from tests.e2e.browser.site import Site, tone
from tests.e2e.browser.test_recordings import jobs_of

Visit = Callable[..., Page]

TEMPO = 6_000_000
"""Bytes a second: slow enough for the browser to be closed under way."""


def slow_down(page: Page) -> None:
    conditions = {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": TEMPO}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", conditions)


def test_an_upload_goes_on_where_it_was_after_the_browser_was_closed(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    recording = tmp_path / "hearing.wav"
    recording.write_bytes(tone(1600.0))  # 26 MB, sent in four parts
    with with_profile(browser, tmp_path / "profile", site.address) as context:
        page = context.new_page()
        page.goto("/recordings/new")
        slow_down(page)
        with page.expect_response(lambda answer: answer.request.method == "PATCH") as first_part:
            page.locator("input[data-files]").set_input_files(recording)
        kept = int(first_part.value.headers["upload-offset"])
    assert 0 < kept < recording.stat().st_size
    assert jobs_of(site) == {}

    with with_profile(browser, tmp_path / "profile", site.address) as context:
        page = context.new_page()
        begun: list[int] = []
        page.on("request", lambda request: begun.extend(offset_of(request)))
        page.goto("/recordings/new")
        page.locator("input[data-files]").set_input_files(recording)
        expect(page.locator(".upload.done")).to_be_visible(timeout=60_000)
    assert begun[0] >= kept
    stored = site.container.blobs().read(jobs_of(site)["hearing.wav"].recording.blob)
    assert stored == recording.read_bytes()


def offset_of(request: Request) -> list[int]:
    offset = request.headers.get("upload-offset") if request.method == "PATCH" else None
    return [] if offset is None else [int(offset)]


def test_a_folder_that_is_dropped_gives_its_recordings_and_those_of_the_folders_inside(
    visit: Visit, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "field work"
    (folder / "day 1" / "morning").mkdir(parents=True)
    (folder / "day 1" / "morning" / "river.wav").write_bytes(tone())
    (folder / "hill.WAV").write_bytes(tone())
    (folder / ".hidden.wav").write_bytes(tone())
    (folder / "notes.txt").write_text("nothing to hear")
    single = tmp_path / "memo"
    single.write_bytes(tone())
    page = visit("/")
    drop(page, folder, single)
    expect(page.locator(".upload.done")).to_have_count(3, timeout=30_000)
    expect(page.locator("details.add")).to_have_attribute("open", "")
    assert sorted(jobs_of(site)) == ["hill.WAV", "memo", "river.wav"]


def test_a_folder_without_recordings_says_so(visit: Visit, site: Site, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "notes.txt").write_text("nothing to hear")
    page = visit("/recordings/new")
    drop(page, tmp_path / "papers")
    expect(page.locator(".drop .problem")).to_have_text("Nothing in there looks like a recording.")
    assert jobs_of(site) == {}


def drop(page: Page, *paths: Path) -> None:
    """Drop files and folders as a person does: the browser itself reads them from the disk."""
    expect(page.locator("[data-upload-submit] .help")).to_be_attached()  # Scripts are there to take them.
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    at: dict[str, Any] = {"x": 300, "y": 200, "data": data}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **at})


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [("NotAllowedError", "diese Seite darf es nicht"), ("NotFoundError", "es gibt keines")],
)
def test_a_microphone_that_cannot_be_used_says_why_in_the_language_of_the_page(
    visit: Visit, refusal: str, reason: str
) -> None:
    page = visit("/recordings/new")
    page.locator("footer select[name=language]").select_option("de")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    # The made-up microphone of the tests is always there and always allowed.
    page.evaluate(
        f"""() => {{
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "{refusal}"));
        }}"""
    )
    page.get_by_role("button", name="Aufnehmen").click()
    expect(page.locator(".drop .problem")).to_contain_text(reason)
