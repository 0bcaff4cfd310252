"""What goes wrong for people: each time they are told what to do, and nothing of theirs is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from exact_transcription.core.domain.user import Role
from exact_transcription.core.ports.job_repository import JobFilter
from tests.e2e.browser.gallery import PASSWORD, sign_in
from tests.e2e.browser.site import Site, serving, tone
from tests.e2e.browser.test_recordings import file, jobs_of

Visit = Callable[..., Page]

OVER = "You are not signed in any more."


@pytest.fixture
def ada(visit: Visit, site: Site) -> Page:
    """Ada's browser, in which she has signed in."""
    site.container.users().add("Ada", password=PASSWORD, role=Role.ADMIN)
    page = visit("/sign-in")
    sign_in(page, "Ada", PASSWORD)
    expect(page.locator(".signed-in")).to_be_visible()
    return page


def end_session(site: Site) -> None:
    """End it on the server: an answer that is on its way brings the browser no new one."""
    (user,) = site.container.account_repository().list_users()
    site.container.accounts().end_sessions(user.id)


def sign_in_elsewhere(page: Page) -> None:
    """Follow the link of the notice, which leads to another tab, and sign in there."""
    with page.context.expect_page() as opened:
        page.locator(".signed-out").get_by_role("link", name="Sign in").click()
    sign_in(opened.value, "Ada", PASSWORD)
    expect(opened.value.locator(".signed-in")).to_be_visible()
    opened.value.close()


def owned(site: Site) -> int:
    return len(site.container.jobs().list_jobs(JobFilter(), limit=9).jobs)


def test_an_upload_whose_session_ended_is_sent_after_signing_in_again(ada: Page, site: Site) -> None:
    ada.goto("/recordings/new")
    end_session(site)
    ada.locator("input[data-files]").set_input_files(file("talk.wav"))
    expect(ada.locator(".upload.failed .now")).to_contain_text(OVER)
    sign_in_elsewhere(ada)
    ada.get_by_role("button", name="Try again: talk.wav").click()
    expect(ada.locator(".upload.done")).to_be_visible()
    expect(ada.locator(".signed-out")).to_have_count(0)
    assert site.container.blobs().read(jobs_of(site)["talk.wav"].recording.blob) == tone(0.5)


def test_a_correction_whose_session_ended_is_saved_after_signing_in_again(ada: Page, site: Site) -> None:
    (user,) = site.container.account_repository().list_users()
    job = site.transcribed("Interview", owner=user.id)
    ada.goto(f"/recordings/{job.id}")
    word = ada.locator(".w").first
    expect(word).to_be_visible()
    end_session(site)
    word.dblclick()
    ada.keyboard.press("Control+Shift+ArrowRight")
    ada.keyboard.type("corrected ")
    ada.keyboard.press("Enter")
    expect(ada.locator(".signed-out")).to_contain_text(OVER)
    expect(ada.locator(".save")).to_have_text("Not saved: you are signed out")
    sign_in_elsewhere(ada)
    expect(ada.locator(".save")).to_have_text("Saved")
    saved = site.container.read_transcript().execute(job.id).transcript
    assert "corrected" in saved.text


def test_the_page_of_a_recording_stays_when_the_session_ends(ada: Page, site: Site) -> None:
    (user,) = site.container.account_repository().list_users()
    job = site.submit("Interview", owner=user.id)
    ada.goto(f"/recordings/{job.id}")
    end_session(site)
    site.begin(job)
    # It is told of the change, asks for what is to be shown, and may not have it.
    expect(ada.locator(".signed-out")).to_contain_text(OVER)
    expect(ada.locator(".job .state")).to_have_text("waiting")


def test_an_upload_goes_on_by_itself_when_the_line_comes_back(visit: Visit, site: Site) -> None:
    page = visit("/recordings/new")
    network = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 700_000}
    network.send("Network.emulateNetworkConditions", slow)
    page.locator("input[data-files]").set_input_files(file("long.wav", 400.0))
    expect(page.locator(".upload .now")).to_contain_text("/s")
    page.context.set_offline(True)
    page.wait_for_timeout(1500)
    network.send("Network.emulateNetworkConditions", {**slow, "latency": 0, "uploadThroughput": -1})
    page.context.set_offline(False)
    expect(page.locator(".upload.done")).to_have_count(1, timeout=40_000)
    assert site.container.blobs().read(jobs_of(site)["long.wav"].recording.blob) == tone(400.0)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Site]:
    """A service that takes files of 20 kB at most."""
    with serving(tmp_path / "small", max_file_bytes=20_000) as site:
        yield site


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_that_is_too_large_is_refused_with_the_limit(
    visit: Visit, small: Site, *, scripts: bool
) -> None:
    page = visit(f"{small.address}/", java_script_enabled=scripts)
    large = [file("large.wav", 3.0), file("good.wav")]
    if scripts:
        page.locator("input[data-files]").set_input_files(large)
        expect(page.locator(".queue .problem")).to_contain_text("large.wav: larger than 20 kB")
        expect(page.locator(".upload.done")).to_have_count(1)
    else:
        page.get_by_label("Recordings, audio or video").set_input_files(large)
        page.get_by_role("button", name="Transcribe").click()
        expect(page.locator(".problem")).to_contain_text("large.wav: The recording is larger than the 20000")
        expect(page.locator("p.notice")).to_have_text("good.wav was handed in.")
    assert list(jobs_of(small)) == ["good.wav"]


def test_an_address_that_does_not_exist_says_what_may_have_happened(visit: Visit) -> None:
    page = visit("/recordinsg")
    expect(page.get_by_role("heading")).to_have_text("There is no such page.")
    expect(page.get_by_text("The address may be mistyped")).to_be_visible()
