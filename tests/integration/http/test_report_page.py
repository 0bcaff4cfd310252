"""How exact a transcript is, on its page."""

import pytest
from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.plugins.testing.samples import SAMPLES
from tests.fakes.transcripts import a_transcript
from tests.integration.http.browser import upload
from tests.integration.http.work import finished, jobs_of


def report(client: FlaskClient, container: Container, name: str) -> str:
    upload(client, ("talk.wav", b"sound"))
    job = jobs_of(container)[0]
    finished(container, SAMPLES[name] if name in SAMPLES else a_transcript(), job)
    answer = client.get(f"/recordings/{job.id}/report")
    assert answer.status_code == 200
    return answer.text


def test_the_report_says_in_words_how_exact_it_is(client: FlaskClient, container: Container) -> None:
    page = report(client, container, "plain")
    assert "The recogniser is 86% sure of a word" in page
    assert "One word (6%) is more likely wrong than right." in page
    assert "The times of 100% of the words were found in the sound" in page
    assert "4 pauses were measured in the sound." in page
    assert "±20 ms" in page
    assert "One word that may be invented or garbled" in page


def test_every_plot_has_a_table_and_no_style_of_its_own(client: FlaskClient, container: Container) -> None:
    page = report(client, container, "plain")
    assert page.count("<svg") == 5  # confidence, two speakers, pauses, provenance
    assert page.count("<table") == 4
    assert "style=" not in page


def test_notices_and_stages_are_told(client: FlaskClient, container: Container) -> None:
    page = report(client, container, "with notices")
    assert "What to be careful about" in page
    assert "reading the sound" in page
    assert "\u221260.5 dBFS" in page
    assert "found out, 90% sure" in page


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_transcript_has_a_report_in_german(
    client: FlaskClient, container: Container, name: str
) -> None:
    client.set_cookie("exact_language", "de")
    assert "Wie genau ist dieses Transkript?" in report(client, container, name)


def test_a_recording_without_a_transcript_has_no_report(client: FlaskClient, container: Container) -> None:
    upload(client, ("talk.wav", b"sound"))
    assert client.get(f"/recordings/{jobs_of(container)[0].id}/report").status_code == 404
