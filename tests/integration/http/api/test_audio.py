"""Listening through the API."""

import wave
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from dependency_injector import providers
from flask.testing import FlaskClient

from exact_transcription.adapters.blobs.local import LocalBlobStore
from exact_transcription.container import Container
from exact_transcription.core.domain.transcript import Media
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.audio_decoding import DecodedAudio
from tests.fakes.progress import FreeProgress
from tests.integration.http.api.calls import API, TALK, content, hand_in, problem


@pytest.fixture
def heard(container: Container, done: str) -> str:
    """The address of a transcription whose recording was decoded: silence, then a tone from 1 to 2 s."""
    samples = np.zeros(7 * SAMPLE_RATE, dtype=np.float32)
    samples[SAMPLE_RATE : 2 * SAMPLE_RATE] = 0.5 * np.sin(np.arange(SAMPLE_RATE) / 5)
    audio = DecodedAudio(waveforms=(Waveform(samples),), media=Media(duration=7.0))
    container.playback().execute(done, audio, FreeProgress())
    return f"{API}/transcriptions/{done}"


def test_the_recording_comes_back_as_it_was_handed_in(client: FlaskClient, container: Container) -> None:
    job_id = content(hand_in(client), 201)["id"]
    whole = client.get(f"{API}/transcriptions/{job_id}/media", buffered=True)
    assert whole.get_data() == TALK
    assert (whole.mimetype, whole.headers["Accept-Ranges"]) == ("audio/x-wav", "bytes")
    assert whole.headers["Content-Disposition"] == "attachment; filename=talk.wav"
    (event,) = container.audit().list_events(subject=job_id)
    assert event.action == "recording.downloaded"


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [("bytes=0-9", 0, 10), ("bytes=490-", 490, 500), ("bytes=-3", 497, 500), ("bytes=7-9999", 7, 500)],
)
def test_parts_of_it_can_be_asked_for(client: FlaskClient, asked: str, start: int, stop: int) -> None:
    address = f"{API}/transcriptions/{content(hand_in(client), 201)['id']}/media"
    part = client.get(address, headers={"Range": asked}, buffered=True)
    assert (part.status_code, part.get_data()) == (206, TALK[start:stop])
    assert part.headers["Content-Range"] == f"bytes {start}-{stop - 1}/500"
    assert part.content_length == stop - start


def test_a_part_behind_the_end_is_refused_and_an_odd_wish_gets_the_whole(client: FlaskClient) -> None:
    address = f"{API}/transcriptions/{content(hand_in(client), 201)['id']}/media"
    behind = client.get(address, headers={"Range": "bytes=500-"})
    problem(behind, 416, "range_not_satisfiable")
    assert behind.headers["Content-Range"] == "bytes */500"
    for odd in ("lines=1-2", "bytes=0-1,5-6", "bytes=x"):
        assert client.get(address, headers={"Range": odd}, buffered=True).status_code == 200, odd
    etag = client.get(address, buffered=True).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    for known, status in ((etag, 206), ('"older"', 200)):
        headers = {"Range": "bytes=0-1", "If-Range": known}
        assert client.get(address, headers=headers, buffered=True).status_code == status


def test_what_browsers_play_is_mp3_in_which_one_can_jump(client: FlaskClient, heard: str) -> None:
    whole = client.get(f"{heard}/audio", buffered=True)
    assert (whole.status_code, whole.mimetype) == (200, "audio/mpeg")
    part = client.get(f"{heard}/audio", headers={"Range": "bytes=100-199"}, buffered=True)
    assert (part.status_code, part.get_data()) == (206, whole.get_data()[100:200])


def test_a_clip_holds_its_span_and_no_more(client: FlaskClient, heard: str) -> None:
    clip = client.get(f"{heard}/audio?start=1.5&end=2.5", buffered=True)
    assert (clip.status_code, clip.mimetype) == (200, "audio/wav")
    with wave.open(BytesIO(clip.get_data())) as file:
        samples = np.frombuffer(file.readframes(99_999), "<i2").astype(float)
    assert len(samples) == SAMPLE_RATE
    half = len(samples) // 2
    assert np.abs(samples[400 : half - 400]).max() > 10 * np.abs(samples[half + 800 :]).max()
    assert client.get(f"{heard}/audio?start=1&end=2&format=mp3", buffered=True).mimetype == "audio/mpeg"
    problem(client.get(f"{heard}/audio?start=1"), 422, "invalid_fields")
    problem(client.get(f"{heard}/audio?start=2&end=1"), 422, "invalid_fields")
    problem(client.get(f"{heard}/audio?start=0&end=3600"), 400, "invalid_request")
    problem(client.get(f"{heard}/audio?start=100&end=101"), 422, "media_empty")


def test_peaks_show_where_it_is_loud(client: FlaskClient, heard: str) -> None:
    drawn = content(client.get(f"{heard}/peaks?points=7"))
    assert drawn["duration"] == 7.0
    assert drawn["peaks"] == pytest.approx([0, 0.5, 0, 0, 0, 0, 0], abs=0.01)
    near = content(client.get(f"{heard}/peaks?points=100&start=0.9&end=1.1"))["peaks"]
    assert len(near) == 20
    assert (max(near[:10]), min(near[11:]) > 0.3) == (0, True)


def test_nothing_is_played_before_it_was_decoded(client: FlaskClient) -> None:
    one = f"{API}/transcriptions/{content(hand_in(client), 201)['id']}"
    for what in ("audio", "audio?start=0&end=1", "peaks"):
        assert "decodes" in str(problem(client.get(f"{one}/{what}"), 404, "not_found")["hint"])


def test_a_name_does_not_make_a_page_of_a_recording(client: FlaskClient) -> None:
    job_id = content(hand_in(client, data=b"<script>alert(1)</script>", name="a.html"), 201)["id"]
    answer = client.get(f"{API}/transcriptions/{job_id}/media", buffered=True)
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


class _Reached(LocalBlobStore):
    """A store that browsers reach by an address of its own."""

    def signed_url(self, key: str, *, name: str, media_type: str, lifetime: timedelta) -> str | None:
        return f"https://store.example/{key}?{name}&{media_type}&{lifetime.total_seconds():.0f}"


def test_a_store_that_browsers_reach_gives_the_recording_itself(
    client: FlaskClient, container: Container, tmp_path: Path
) -> None:
    container.blobs.override(providers.Object(_Reached(folder=tmp_path / "reached")))
    job_id = content(hand_in(client), 201)["id"]
    answer = client.get(f"{API}/transcriptions/{job_id}/media")
    assert answer.status_code == 302
    assert answer.headers["Location"] == (
        f"https://store.example/jobs/{job_id}/recording?talk.wav&audio/x-wav&900"
    )
    assert answer.headers["Cache-Control"] == "no-store"
    (event,) = container.audit().list_events(subject=job_id)
    assert event.action == "recording.downloaded"
