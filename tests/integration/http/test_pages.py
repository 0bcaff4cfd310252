"""Pages of the web service."""

import stat
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.core.domain.errors import NotFoundError
from exact_transcription.core.domain.job import JobState
from exact_transcription.entrypoints.http.app import create_app
from exact_transcription.plugins.testing.samples import SAMPLES
from exact_transcription.settings import Settings
from tests.integration.http.browser import post, token, upload
from tests.integration.http.work import finished, jobs_of

TALK = ("talk.wav", b"sound" * 100)


def test_without_recordings_the_first_page_is_the_form(client: FlaskClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert 'type="file"' in page.text
    assert 'http-equiv="refresh"' not in page.text


def test_an_upload_waits_in_the_queue_with_its_options(client: FlaskClient, container: Container) -> None:
    answer = upload(
        client, TALK, language="en", speakers="2", hotwords="Ada, Byron", min_pause="0,2", translate="on"
    )
    (job,) = jobs_of(container)
    assert answer.status_code == 303
    assert answer.location == f"/recordings/{job.id}"
    assert job.state is JobState.QUEUED
    assert container.queue().depth() == 1
    assert container.blobs().read(job.recording.blob) == TALK[1]
    assert (job.options.language, job.options.speakers.exact) == ("en", 2)
    assert job.options.hotwords == ("Ada", "Byron")
    assert (job.options.pauses.shortest, job.options.task) == (0.2, "translate")
    assert 'http-equiv="refresh"' in client.get("/").text


def test_several_recordings_become_several_jobs(client: FlaskClient, container: Container) -> None:
    answer = upload(client, TALK, ("other.mp3", b"more"))
    assert answer.location == "/"
    assert {job.recording.name for job in jobs_of(container)} == {"talk.wav", "other.mp3"}


def test_one_bad_recording_does_not_hold_up_the_others(client: FlaskClient, container: Container) -> None:
    answer = upload(client, ("empty.wav", b""), TALK)
    assert answer.status_code == 422
    assert "empty.wav" in answer.text
    assert "no bytes" in answer.text
    assert [job.recording.name for job in jobs_of(container)] == ["talk.wav"]


def test_an_upload_without_a_file_says_so(client: FlaskClient, container: Container) -> None:
    answer = upload(client)
    assert answer.status_code == 400
    assert "No recording was chosen" in answer.text
    assert jobs_of(container) == ()


def test_a_recording_that_is_too_large_is_refused(client: FlaskClient, container: Container) -> None:
    answer = upload(client, ("long.wav", b"0" * 100_001))
    assert answer.status_code == 413
    assert "long.wav" in answer.text
    assert jobs_of(container) == ()
    assert list(container.blobs().list_blobs("jobs/")) == []


def test_a_request_that_is_too_large_is_refused_before_it_is_read(client: FlaskClient) -> None:
    body = BytesIO(b"0" * 2_000_000)
    answer = client.post(
        "/recordings",
        input_stream=body,
        content_length=2_000_000,
        content_type="multipart/form-data; boundary=b",
    )
    assert answer.status_code == 413
    assert "too large" in answer.text
    assert body.tell() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [("speakers", "many"), ("language", "English"), ("min_pause", "x"), ("profile", "a\nb")],
)
def test_a_wrong_option_is_named_and_nothing_is_handed_in(
    client: FlaskClient, container: Container, field: str, value: str
) -> None:
    answer = upload(client, TALK, **{field: value})
    assert answer.status_code == 400
    assert jobs_of(container) == ()


@pytest.mark.parametrize("given", [None, "", "made-up"])
def test_a_form_without_this_sessions_token_is_refused(
    client: FlaskClient, container: Container, given: str | None
) -> None:
    upload(client, TALK)
    (job,) = jobs_of(container)
    data = {} if given is None else {"csrf_token": given}
    for path in ("/recordings", f"/recordings/{job.id}/cancel", f"/recordings/{job.id}/delete"):
        assert client.post(path, data=data).status_code == 400
    assert jobs_of(container)[0].state is JobState.QUEUED


def test_a_token_of_another_session_is_refused(client: FlaskClient, container: Container) -> None:
    other = create_app(container).test_client()
    token(client)
    assert client.post("/recordings", data={"csrf_token": token(other)}).status_code == 400
    assert create_app(container).test_client().post("/recordings", data={"csrf_token": ""}).status_code == 400


def test_unknown_recordings_formats_and_pages_are_not_found(
    client: FlaskClient, container: Container
) -> None:
    upload(client, TALK)
    (job,) = jobs_of(container)
    assert client.get("/recordings/gone").status_code == 404
    assert client.get("/recordings/gone/files/srt").status_code == 404
    assert client.get(f"/recordings/{job.id}/files/srt").status_code == 404
    assert post(client, "/recordings/gone/delete").status_code == 404
    assert client.get("/nothing").status_code == 404


def test_markup_in_a_name_is_shown_as_text_and_folders_are_dropped(
    client: FlaskClient, container: Container
) -> None:
    upload(client, ("../../<script>alert(1)</script>.wav", b"sound"), ("<b>&.wav", b"sound"))
    names = {job.recording.name for job in jobs_of(container)}
    assert names == {"script>.wav", "<b>&.wav"}
    pages = [client.get("/").text, *(client.get(f"/recordings/{job.id}").text for job in jobs_of(container))]
    for page in pages:
        assert "<b>" not in page
        assert "script>.wav" not in page
    assert "&lt;b&gt;&amp;.wav" in pages[0]


def test_a_waiting_recording_is_cancelled_and_then_deleted(client: FlaskClient, container: Container) -> None:
    upload(client, TALK)
    (job,) = jobs_of(container)
    assert post(client, f"/recordings/{job.id}/cancel").status_code == 303
    assert "cancelled" in client.get(f"/recordings/{job.id}").text
    assert post(client, f"/recordings/{job.id}/cancel").status_code == 409
    assert post(client, f"/recordings/{job.id}/delete").status_code == 303
    assert client.get(f"/recordings/{job.id}").status_code == 404
    assert list(container.blobs().list_blobs("jobs/")) == []
    with pytest.raises(NotFoundError):
        container.jobs().get(job.id)


def test_a_transcript_is_shown_with_speakers_times_and_pauses(
    client: FlaskClient, container: Container
) -> None:
    transcript = SAMPLES["plain"]
    upload(client, TALK)
    (job,) = jobs_of(container)
    finished(container, transcript, job)
    page = client.get(f"/recordings/{job.id}").text
    assert transcript.words[0].text in page
    assert transcript.speakers[0].label in page
    assert 'class="pause"' in page
    assert "<time>00:00:0" in page


def test_all_answers_carry_the_headers_that_protect_them(client: FlaskClient) -> None:
    for path in ("/", "/healthz", "/nothing", "/static/style.css"):
        with client.get(path) as answer:
            headers = answer.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
    assert client.get("/").headers["Cache-Control"] == "no-store"
    cookie = client.get("/recordings/new").headers.get("Set-Cookie", "")
    assert cookie == "" or ("HttpOnly" in cookie and "SameSite=Lax" in cookie)


def test_pages_hold_no_inline_script_and_no_inline_style(client: FlaskClient, container: Container) -> None:
    upload(client, TALK)
    (job,) = jobs_of(container)
    finished(container, SAMPLES["plain"], job)
    for path in ("/", "/recordings/new", f"/recordings/{job.id}"):
        page = client.get(path).text
        assert "<script" not in page.replace('<script type="module" src="/static/ui/assets/', "")
        assert "style=" not in page


def test_a_name_that_is_not_this_machines_is_refused(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"Host": "127.0.0.1:8080"}).status_code == 200
    assert client.get("/", headers={"Host": "[::1]:8080"}).status_code == 200


def test_a_service_that_others_may_reach_answers_to_any_name(tmp_path: Path) -> None:
    container = Container()
    container.settings.override(Settings(data_dir=tmp_path / "data", host="0.0.0.0", allow_remote=True))  # noqa: S104
    container.prepare()
    client = create_app(container).test_client()
    assert client.get("/", headers={"Host": "transcripts.example"}).status_code == 200
    container.database().close()


def test_the_key_of_cookies_is_kept_for_the_owner_only(container: Container, client: FlaskClient) -> None:
    path = container.settings().data_dir / "secret-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert create_app(container).config["SECRET_KEY"] == client.application.config["SECRET_KEY"]
    assert [each.name for each in path.parent.iterdir() if each.name.startswith("tmp")] == []
