"""The basic path in a browser that runs no scripts."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from exact_transcription.core.domain.job import JobState
from exact_transcription.core.domain.user import Role
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.plugins.testing.samples import SAMPLES
from tests.e2e.browser.gallery import PASSWORD, sign_in
from tests.e2e.browser.site import Site, tone

Visit = Callable[..., Page]


def test_a_recording_is_handed_in_followed_read_exported_and_deleted(
    visit: Visit, site: Site, tmp_path: Path
) -> None:
    page = visit("/", java_script_enabled=False)
    page.get_by_label("Recordings, audio or video").set_input_files(
        {"name": "talk.wav", "mimeType": "audio/wav", "buffer": tone()}
    )
    page.get_by_label("Language").first.select_option("de")
    page.get_by_label("Number of speakers").fill("2")
    page.get_by_role("button", name="Transcribe").click()

    expect(page.get_by_role("heading", name="talk.wav")).to_be_visible()
    expect(page.locator(".state")).to_have_text("waiting")
    (job,) = site.container.jobs().list_jobs(JobFilter(), limit=5).jobs
    assert (job.options.language, job.options.speakers.exact) == ("de", 2)

    site.finish(site.begin(job), SAMPLES["plain"])
    # The page asks again by itself.
    expect(page.locator(".transcript")).to_contain_text("Alpha bravo", timeout=20_000)

    page.get_by_role("link", name="Report").click()
    expect(page.get_by_role("heading", name="How exact is this transcript?")).to_be_visible()

    page.get_by_role("link", name="Export", exact=True).click()
    page.get_by_role("checkbox", name="SubRip subtitles").check()
    page.get_by_role("checkbox", name="Word document").check()
    options = page.locator('[data-format="srt"] details')
    options.locator("summary").click()
    options.get_by_label("Max line width").fill("30")
    options.get_by_role("button", name="Preview: SubRip subtitles").click()
    expect(page.locator("pre")).to_contain_text("00:00:00,500 -->")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    with ZipFile(download.value.path()) as archive:
        assert sorted(archive.namelist()) == ["talk.docx", "talk.srt"]
    download.value.save_as(tmp_path / "talk.zip")

    page.goto("/")
    page.get_by_role("link", name="Delete talk.wav").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator("tr[data-job]")).to_have_count(0)
    assert site.container.jobs().count(JobFilter())[JobState.SUCCEEDED] == 0


def test_the_language_and_the_colours_are_chosen_without_scripts(visit: Visit) -> None:
    page = visit("/", java_script_enabled=False)
    page.get_by_label("Language").last.select_option("de")
    page.get_by_label("Colours").select_option("dark")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="Aufnahmen", exact=True)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_one_signs_in_makes_a_key_adds_a_person_and_signs_out_without_scripts(
    visit: Visit, site: Site
) -> None:
    site.container.users().add("Ada", password=PASSWORD, role=Role.ADMIN)
    page = visit("/account", java_script_enabled=False)
    sign_in(page, "Ada", PASSWORD)
    expect(page.get_by_role("heading", name="Ada")).to_be_visible()
    page.get_by_label("Name").fill("Night import")
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_role("textbox", name="The key")).to_have_value(re.compile(r"^et_\w{20,}"))

    page.goto("/admin")
    page.get_by_label("Name").fill("Charles")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Add a user").click()
    page.get_by_label("Role of Charles").select_option("reader")
    page.get_by_role("button", name="Apply to Charles").click()
    expect(page.get_by_label("Role of Charles")).to_have_value("reader")

    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto("/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_search_shows_where_it_is_said_without_scripts(visit: Visit, site: Site) -> None:
    site.transcribed("Interview")
    page = visit("/?q=bravo", java_script_enabled=False)
    expect(page.locator("a.excerpt mark")).to_have_text("bravo")
    page.locator("a.excerpt").click()
    expect(page.locator(".transcript")).to_contain_text("bravo")
