"""Exports by the form: options, previews, one file or several."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.core.domain.job import Job
from exact_transcription.entrypoints.http.plugin_texts import translations
from exact_transcription.plugins.testing.samples import SAMPLES
from tests.integration.http.browser import send, upload
from tests.integration.http.work import finished, jobs_of


@pytest.fixture
def job(client: FlaskClient, container: Container) -> Job:
    upload(client, ("Größe 1.wav", b"sound"))
    (job,) = jobs_of(container)
    finished(container, SAMPLES["plain"], job)
    return job


def downloaded(client: FlaskClient, job: Job, format_and_options: str) -> str:
    with client.get(f"/recordings/{job.id}/files/{format_and_options}") as answer:
        assert answer.status_code == 200
        return answer.get_data(as_text=True)


@pytest.fixture
def texts(container: Container) -> set[str]:
    """Everything that the formats say of themselves."""
    plugins = container.plugins()
    described = [plugins.describe(name) for name in plugins.formats()]
    options = [option for each in described for option in each.options]
    return {
        *(each.title for each in described),
        *(each.description for each in described),
        *(option.help for option in options),
    }


def test_every_format_is_offered_with_its_options_and_can_be_downloaded(
    client: FlaskClient, container: Container, job: Job
) -> None:
    page = client.get(f"/recordings/{job.id}/exports").text
    plugins = container.plugins()
    assert {"srt", "json", "docx", "textgrid"} <= set(plugins.formats())
    for name in plugins.formats():
        assert f'name="format" value="{name}"' in page
        assert all(f'name="{name}.{option.name}"' in page for option in plugins.describe(name).options)
        with client.get(f"/recordings/{job.id}/files/{name}") as answer:
            assert answer.status_code == 200, name
            assert answer.data
            assert "Gr%C3%B6%C3%9Fe%201" in answer.headers["Content-Disposition"]
            assert name != "json" or json.loads(answer.data)["words"]
    assert client.get(f"/recordings/{job.id}/files/docy").status_code == 404


def test_options_of_the_address_count(client: FlaskClient, job: Job) -> None:
    plain = downloaded(client, job, "txt")
    bare = downloaded(client, job, "txt?speakers=false&times=false")
    assert "Ann Lee" in plain
    assert "Ann Lee" not in bare
    assert client.get(f"/recordings/{job.id}/files/srt?max_lines=many").status_code == 400


def test_one_format_comes_as_its_file_with_the_options_of_the_form(client: FlaskClient, job: Job) -> None:
    fields = {
        "format": "txt",
        "txt.speakers": ["false"],
        "txt.times": ["false", "true"],
        "srt.max_lines": "x",
    }
    with send(client, f"/recordings/{job.id}/exports", **fields) as answer:  # type: ignore[arg-type]
        assert answer.mimetype == "text/plain"
        text = answer.get_data(as_text=True)
    assert "Ann Lee" not in text
    assert "00:00:00" in text


def test_an_empty_field_asks_for_the_default_or_for_nothing(client: FlaskClient, job: Job) -> None:
    fields = {"format": "srt", "srt.max_line_width": "", "srt.time_offset": " "}
    with send(client, f"/recordings/{job.id}/exports", **fields) as answer:
        assert answer.get_data(as_text=True) == downloaded(client, job, "srt")


def test_several_formats_come_as_one_archive(client: FlaskClient, container: Container, job: Job) -> None:
    with send(client, f"/recordings/{job.id}/exports", format=["srt", "docx", "srt"]) as answer:
        assert answer.mimetype == "application/zip"
        data = answer.data
    with ZipFile(BytesIO(data)) as archive:
        assert sorted(archive.namelist()) == ["Größe 1.docx", "Größe 1.srt"]
        assert b"-->" in archive.read("Größe 1.srt")
    (event,) = container.audit().list_events(limit=1)
    assert (event.action, event.detail) == ("transcript.exported", "docx, srt")


def test_no_format_is_an_error_that_says_so(client: FlaskClient, job: Job) -> None:
    answer = send(client, f"/recordings/{job.id}/exports")
    assert answer.status_code == 400
    assert "No format was chosen" in answer.text


def test_a_preview_keeps_what_was_filled_in(client: FlaskClient, job: Job) -> None:
    fields = {"preview": "srt", "format": "srt", "srt.max_line_width": "30", "srt.highlight_words": "true"}
    page = send(client, f"/recordings/{job.id}/exports", **fields).text
    assert "00:00:00,500 --&gt;" in page
    assert 'name="srt.max_line_width" value="30"' in page
    assert 'name="srt.highlight_words" value="true" checked' in page
    assert 'value="srt" checked' in page


def test_what_is_not_text_says_what_it_is(client: FlaskClient, job: Job) -> None:
    page = send(client, f"/recordings/{job.id}/exports", preview="docx").text
    assert "A .docx file cannot be shown here" in page


def test_a_wrong_option_is_named_in_the_preview(client: FlaskClient, job: Job) -> None:
    for name in ("srt", "docx"):
        fields = {"preview": name, f"{name}.font_size": "huge", f"{name}.max_lines": "huge"}
        answer = send(client, f"/recordings/{job.id}/exports", **fields)
        assert answer.status_code == 400
        assert "huge" in answer.text


def test_all_that_built_in_formats_say_is_there_in_german(texts: set[str]) -> None:
    german = translations("de")
    names = {"CHAT", "Exact Transcription JSON", "WhisperX JSON", "Markdown"}
    names |= {"OpenAI diarized JSON", "OpenAI verbose JSON", "Praat TextGrid"}
    assert texts - set(german) == names
    assert translations("en") == {}
