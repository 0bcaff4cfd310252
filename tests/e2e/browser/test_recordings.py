"""The list of recordings and adding to it, in a browser with scripts."""

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from exact_transcription.core.domain.errors import NotFoundError
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.plugins.testing.samples import SAMPLES
from tests.e2e.browser.site import Site, tone

Visit = Callable[..., Page]


def file(name: str, seconds: float = 0.5) -> FilePayload:
    return {"name": name, "mimeType": "audio/wav", "buffer": tone(seconds)}


def jobs_of(site: Site) -> dict[str, Job]:
    found = site.container.jobs().list_jobs(JobFilter(), limit=50).jobs
    return {job.recording.name: job for job in found}


def exists(site: Site, job: Job) -> bool:
    try:
        site.container.jobs().get(job.id)
    except NotFoundError:
        return False
    return True


def test_the_list_follows_a_recording_without_reloading(visit: Visit, site: Site) -> None:
    job = site.submit("Interview")
    page = visit("/")
    row = page.locator(f'tr[data-job="{job.id}"]')
    page.evaluate("window.stayed = true")
    expect(row.locator(".state")).to_have_text("waiting")
    site.begin(job)
    expect(row.locator(".state")).to_have_text("in progress", timeout=15_000)
    expect(row.locator(".left")).to_contain_text("left")
    site.advance(job, JobProgress().completed("decode", 1.0).advanced("recognition", 0.9))
    site.finish(job, SAMPLES["plain"])
    expect(row.locator(".state")).to_have_text("finished", timeout=15_000)
    expect(row.get_by_role("link", name="Export Interview")).to_be_visible()
    expect(page.locator("[data-live-status]")).to_have_text("Interview: finished")
    expect(page.locator("[data-counts]")).to_contain_text("Finished 1")
    assert page.evaluate("window.stayed") is True


def test_a_new_recording_of_somebody_elses_tab_appears_by_itself(visit: Visit, site: Site) -> None:
    site.submit("First")
    page = visit("/")
    expect(page.locator("tr[data-job]")).to_have_count(1)
    site.submit("Second")
    expect(page.locator("tr[data-job]").first).to_contain_text("Second", timeout=15_000)


def test_many_files_are_sent_at_once_and_the_list_fills(visit: Visit, site: Site) -> None:
    page = visit("/recordings/new")
    page.get_by_text("More options").click()
    page.get_by_label("Names and words that are likely").fill("Ada, Byron")
    page.get_by_label("Language").first.select_option("en")
    page.locator("input[data-files]").set_input_files([file(f"tape-{n}.wav") for n in range(4)])
    expect(page.locator(".upload.done")).to_have_count(4, timeout=30_000)
    expect(page.locator("tr[data-job]")).to_have_count(4, timeout=15_000)
    found = jobs_of(site)
    assert sorted(found) == [f"tape-{n}.wav" for n in range(4)]
    assert all(
        job.options.hotwords == ("Ada", "Byron") and job.options.language == "en" for job in found.values()
    )
    assert site.container.blobs().read(found["tape-0.wav"].recording.blob) == tone(0.5)


def test_a_folder_gives_its_recordings_and_nothing_else(visit: Visit, site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "field work"
    (folder / "day 1").mkdir(parents=True)
    (folder / "day 1" / "river.wav").write_bytes(tone())
    (folder / "hill.WAV").write_bytes(tone())
    (folder / "notes.txt").write_text("nothing to hear")
    page = visit("/recordings/new")
    page.locator("input[data-folder]").set_input_files(str(folder))
    expect(page.locator(".upload.done")).to_have_count(2, timeout=30_000)
    assert sorted(jobs_of(site)) == ["hill.WAV", "river.wav"]


def test_an_upload_is_paused_and_goes_on_where_it_was(visit: Visit, site: Site) -> None:
    page = visit("/recordings/new")
    # Slow enough to be caught under way.
    network = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 700_000}
    network.send("Network.emulateNetworkConditions", slow)
    page.locator("input[data-files]").set_input_files(file("long.wav", 400.0))
    expect(page.locator(".upload .now")).to_contain_text("/s", timeout=15_000)
    page.get_by_role("button", name="Pause long.wav").click()
    expect(page.locator(".upload .now")).to_contain_text("paused at")
    assert jobs_of(site) == {}
    network.send("Network.emulateNetworkConditions", {**slow, "latency": 0, "uploadThroughput": -1})
    page.get_by_role("button", name="Resume long.wav").click()
    expect(page.locator(".upload.done")).to_have_count(1, timeout=30_000)
    job = jobs_of(site)["long.wav"]
    assert site.container.blobs().read(job.recording.blob) == tone(400.0)


def test_an_empty_file_is_refused_with_its_reason(visit: Visit, site: Site) -> None:
    page = visit("/recordings/new")
    empty: FilePayload = {"name": "nothing.wav", "mimeType": "audio/wav", "buffer": b""}
    page.locator("input[data-files]").set_input_files([empty, file("some.wav")])
    expect(page.locator(".queue .problem")).to_contain_text("nothing.wav: it has no bytes")
    expect(page.locator(".upload.done")).to_have_count(1, timeout=30_000)
    assert sorted(jobs_of(site)) == ["some.wav"]


def test_a_recording_from_the_microphone_is_handed_in(visit: Visit, site: Site) -> None:
    page = visit("/recordings/new", permissions=["microphone"])
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("timer")).to_have_text("0:01", timeout=15_000)
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(".upload.done")).to_have_count(1, timeout=30_000)
    (job,) = jobs_of(site).values()
    assert job.recording.name.startswith("Recording of")
    assert site.container.blobs().read(job.recording.blob).startswith(b"\x1a\x45\xdf\xa3")  # Matroska


def test_pasting_a_file_adds_it(visit: Visit, site: Site) -> None:
    page = visit("/")
    # The scripts go on after the page has loaded; with this in its place they listen.
    expect(page.locator("input[data-files]")).to_be_attached()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["some sound"], "pasted.wav", { type: "audio/wav" }));
          document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }"""
    )
    expect(page.locator(".upload.done")).to_have_count(1, timeout=30_000)
    assert sorted(jobs_of(site)) == ["pasted.wav"]


def test_what_is_deleted_comes_back_when_undone_and_is_gone_otherwise(visit: Visit, site: Site) -> None:
    kept, lost = site.submit("Kept"), site.submit("Lost")
    page = visit("/")
    page.get_by_role("link", name="Delete Kept").click()
    expect(page.locator(f'tr[data-job="{kept.id}"]')).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(f'tr[data-job="{kept.id}"]')).to_be_visible()
    page.get_by_role("link", name="Delete Lost").click()
    assert exists(site, lost)
    # Leaving the page does not take it back.
    page.goto("/account")
    end = time.monotonic() + 20
    while exists(site, lost):
        assert time.monotonic() < end, "what the page sent when it was left did not arrive"
        page.wait_for_timeout(50)
    page.goto("/")
    expect(page.get_by_role("link", name="Delete Lost")).to_have_count(0)
    assert exists(site, kept)
    assert not exists(site, lost)


def test_stopping_and_trying_again_need_no_reload(visit: Visit, site: Site) -> None:
    site.submit("Interview")
    page = visit("/")
    page.get_by_role("button", name="Stop Interview").click()
    expect(page.locator(".state").first).to_have_text("stopped", timeout=15_000)
    page.get_by_role("button", name="Try again: Interview").click()
    expect(page.locator(".state").first).to_have_text("waiting", timeout=15_000)
    expect(page).to_have_url(f"{site.address}/")


def test_exporting_from_the_list_remembers_what_was_chosen(visit: Visit, site: Site) -> None:
    site.transcribed("Interview")
    page = visit("/")
    page.get_by_role("link", name="Export Interview").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name="SubRip subtitles").check()
    expect(dialog.locator("pre")).to_contain_text("-->")
    dialog.get_by_role("checkbox", name="Plain text").check()
    expect(dialog.locator("pre")).to_contain_text("Ann Lee")
    options = dialog.locator('[data-format="txt"] details')
    options.locator("summary").click()
    options.get_by_label("Begin every paragraph with the speaker's name.").uncheck()
    expect(dialog.locator("pre")).not_to_contain_text("Ann Lee")
    expect(dialog.get_by_text("2 formats chosen")).to_be_visible()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "interview.zip"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.reload()
    page.get_by_role("link", name="Export Interview").click()
    expect(page.get_by_role("dialog").get_by_role("checkbox", name="SubRip subtitles")).to_be_checked()
    expect(page.locator('input[type="checkbox"][name="txt.speakers"]')).not_to_be_checked()
