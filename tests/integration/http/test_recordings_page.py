"""The list of recordings: what it shows, what it can be narrowed to, and what can be done there."""

from dataclasses import replace
from datetime import timedelta

from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.core.domain.job import Job, JobFailure, JobState
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.domain.job_transitions import claim, fail, renew
from exact_transcription.core.usecases.submit_job import RecordingToFetch, SubmitJobRequest
from exact_transcription.plugins.testing.samples import SAMPLES
from tests.integration.http.browser import post, send, upload
from tests.integration.http.work import finished, jobs_of

LEASE = timedelta(hours=1)


def named(client: FlaskClient, container: Container, *names: str) -> dict[str, Job]:
    for name in names:
        upload(client, (name, b"sound" * 100))
    return {job.title: job for job in jobs_of(container)}


def work(container: Container, job: Job, progress: JobProgress, *, seconds: float) -> None:
    now = container.clock().now()

    def change(at: Job) -> Job:
        running = claim(at, holder="w", now=now, lease=LEASE)
        running = replace(running, started=now - timedelta(seconds=seconds))
        return renew(running, holder="w", now=now, lease=LEASE, progress=progress)

    container.jobs().update(job.id, change)


def test_a_running_recording_shows_its_stage_how_far_it_is_and_how_long_it_will_take(
    client: FlaskClient, container: Container
) -> None:
    job = named(client, container, "talk.wav")["talk.wav"]
    progress = JobProgress().completed("decode", 1.0).completed("voice_activity", 9.0)
    work(container, job, progress.advanced("recognition", 0.5), seconds=100.0)
    page = client.get("/").text
    # 2 + 14 + half of 55 of 100 parts are done; the rest takes 100 s * 56.5 / 43.5.
    assert "recognising words" in page
    assert 'value="43"' in page
    assert "about 3 minutes left" in page
    assert '<meta http-equiv="refresh" content="3">' in page
    client.set_cookie("exact_scripts", "1")
    assert "http-equiv" not in client.get("/").text


def test_a_recording_that_is_fetched_shows_how_much_of_it_has_come_and_when_it_is_here(
    client: FlaskClient, container: Container
) -> None:
    source = RecordingToFetch(url="https://example.org/talk.wav?token=secret")
    job = container.submit_job().execute(SubmitJobRequest(source=source, name="talk.wav"))
    waiting = client.get(f"/recordings/rows?id={job.id}").text
    assert "not here yet" in waiting
    assert "0 B" not in waiting
    work(container, job, JobProgress().advanced("fetch", 0.25), seconds=90.0)
    page = client.get("/").text
    assert "fetching the recording" in page
    assert 'value="25"' in page
    assert "here in about 5 minutes" in page
    alone = client.get(f"/recordings/{job.id}").text
    assert "not here yet" in alone
    assert alone.index("fetching the recording") < alone.index("reading the sound")
    assert "secret" not in page + alone
    client.set_cookie("exact_language", "de")
    assert "Aufnahme wird geholt" in client.get("/", headers={"Accept-Language": "de"}).text


def test_the_list_is_narrowed_by_state_and_counts_tell_how_many_there_are(
    client: FlaskClient, container: Container
) -> None:
    jobs = named(client, container, "waits.wav", "done.wav", "stopped.wav")
    finished(container, SAMPLES["plain"], jobs["done.wav"])
    container.cancel_job().execute(jobs["stopped.wav"].id)
    for state, shown in (("active", "waits.wav"), ("succeeded", "done.wav"), ("cancelled", "stopped.wav")):
        page = client.get(f"/?state={state}").text
        assert shown in page
        assert not any(f'data-title="{other}"' in page for other in jobs if other != shown)
    assert "No recording fits." in client.get("/?state=failed").text
    assert 'All <span class="number">3</span>' in client.get("/").text
    assert client.get("/?state=nonsense").status_code == 200


def test_searching_finds_titles_and_what_was_said(client: FlaskClient, container: Container) -> None:
    jobs = named(client, container, "first.wav", "second.wav")
    finished(container, SAMPLES["plain"], jobs["first.wav"])
    assert "second.wav" in client.get("/?q=SECOND").text
    found = client.get("/?q=foxtrot").text
    assert 'data-title="first.wav"' in found
    assert 'data-title="second.wav"' not in found
    assert 'value="&lt;b&gt;"' in client.get("/?q=<b>").text


def test_rows_come_alone_for_a_page_that_is_there_already(client: FlaskClient, container: Container) -> None:
    jobs = named(client, container, "one.wav", "two.wav")
    rows = client.get(f"/recordings/rows?id={jobs['one.wav'].id}&id=gone").text
    assert "one.wav" in rows
    assert "two.wav" not in rows
    assert "<html" not in rows
    assert client.get("/recordings/rows").text.count("<tr") == 2


def test_a_failed_recording_says_why_and_is_tried_again(client: FlaskClient, container: Container) -> None:
    job = named(client, container, "talk.wav")["talk.wav"]
    work(container, job, JobProgress(), seconds=1.0)
    failure = JobFailure(code="media", message="It breaks off.", hint="Send it again.")
    now = container.clock().now()
    container.jobs().update(job.id, lambda at: fail(at, holder="w", now=now, failure=failure))
    assert "It breaks off. Send it again." in client.get("/").text
    assert post(client, f"/recordings/{job.id}/retry").status_code == 303
    assert container.jobs().get(job.id).state is JobState.QUEUED


def test_deleting_asks_first_where_there_are_no_scripts(client: FlaskClient, container: Container) -> None:
    job = named(client, container, "talk.wav")["talk.wav"]
    assert "gone for good" in client.get(f"/recordings/{job.id}/delete").text
    assert container.jobs().get(job.id) == job
    post(client, f"/recordings/{job.id}/delete")
    assert jobs_of(container) == ()
    (event,) = container.audit().list_events(limit=1)
    assert (event.action, event.subject) == ("job.deleted", job.id)


def test_what_is_stored_is_told(client: FlaskClient, container: Container) -> None:
    named(client, container, "one.wav", "two.wav")
    assert "1.0 kB stored" in client.get("/").text
    client.set_cookie("exact_language", "de")
    assert "1,0 kB gespeichert" in client.get("/").text


def test_the_form_of_a_page_is_in_its_readers_language(client: FlaskClient) -> None:
    client.set_cookie("exact_language", "de")
    page = client.get("/").text
    assert '<option value="sv">Schwedisch</option>' in page
    assert page.index("Afrikaans") < page.index("Dänisch") < page.index("Yoruba")
    answer = send(client, "/recordings", page="/")
    assert answer.status_code == 400
    assert "keine Aufnahme ausgewählt" in answer.text
