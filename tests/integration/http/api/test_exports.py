"""Transcripts as files."""

from io import BytesIO
from zipfile import ZipFile

from flask.testing import FlaskClient

from exact_transcription.container import Container
from tests.integration.http.api.calls import API, content, problem


def test_formats_tell_what_can_be_chosen(client: FlaskClient, container: Container) -> None:
    listed = content(client.get(f"{API}/formats"))["items"]
    assert [each["name"] for each in listed] == list(container.plugins().formats())
    srt = content(client.get(f"{API}/formats/srt"))
    assert srt in listed
    assert srt["extensions"] == [".srt"]
    width = next(option for option in srt["options"] if option["name"] == "max_line_width")
    assert width["kind"] == "integer"
    problem(client.get(f"{API}/formats/nothing"), 404, "unknown_format")


def test_a_file_comes_with_its_options_type_and_name(
    client: FlaskClient, container: Container, done: str
) -> None:
    one = f"{API}/transcriptions/{done}/exports"
    wide, narrow = (client.get(f"{one}/srt{query}", buffered=True) for query in ("", "?max_line_width=10"))
    assert wide.mimetype == "application/x-subrip"
    assert wide.headers["Content-Disposition"] == "attachment; filename=talk.srt"
    assert "Good morning." in wide.text
    assert "Good morning." not in narrow.text
    assert [event.detail for event in container.audit().list_events(subject=done)] == ["srt", "srt"]


def test_options_that_are_none_are_named_with_the_known_ones(client: FlaskClient, done: str) -> None:
    one = f"{API}/transcriptions/{done}/exports"
    told = problem(client.get(f"{one}/srt?colour=red"), 400, "invalid_option")
    assert "colour" in str(told["detail"])
    assert "max_line_width" in f"{told['detail']} {told.get('hint')}"
    problem(client.get(f"{one}/srt?max_line_width=wide"), 400, "invalid_option")
    problem(client.get(f"{one}/nothing"), 404, "unknown_format")
    problem(client.post(one, json={"formats": [{"name": "srt", "options": {"x": 1}}]}), 400, "invalid_option")
    problem(client.post(one, json={"formats": []}), 422, "invalid_fields")


def test_several_formats_come_in_one_archive(client: FlaskClient, done: str) -> None:
    wanted = [
        {"name": "srt", "options": {"max_line_width": 10}},
        {"name": "json"},
        {"name": "whisperx-json"},
        {"name": "srt"},
    ]
    answer = client.post(f"{API}/transcriptions/{done}/exports", json={"formats": wanted}, buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    with ZipFile(BytesIO(answer.get_data())) as archive:
        names = archive.namelist()
        assert len(set(names)) == 4
        assert set(names) == {"talk.srt.srt", "talk.json", "talk.whisperx.json", "talk.srt-2.srt"}
        single = client.get(f"{API}/transcriptions/{done}/exports/json", buffered=True).get_data()
        assert archive.read("talk.json") == single
