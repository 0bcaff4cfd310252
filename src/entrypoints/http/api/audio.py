"""What can be heard and seen of a recording."""

from datetime import timedelta
from http import HTTPStatus
from mimetypes import guess_type
from pathlib import PurePath

from flask import Response, send_file
from pydantic import BaseModel, Field, model_validator

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.peaks import FULL
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.ports.audio_playback import ClipFormat
from exact_transcription.entrypoints.http.api.edit_models import Seconds
from exact_transcription.entrypoints.http.api.fields import Sent
from exact_transcription.entrypoints.http.api.ids import JobPath
from exact_transcription.entrypoints.http.api.resource import Content, Resource
from exact_transcription.entrypoints.http.api.transcriptions import ONE
from exact_transcription.entrypoints.http.audit import note
from exact_transcription.entrypoints.http.blob_answers import blob_answer
from exact_transcription.entrypoints.http.identity import visible_to
from exact_transcription.entrypoints.http.services import services

_SIGNED = timedelta(minutes=15)
"""How long an address of the object store is good for: long enough to begin, too short to be passed on."""

_MEDIA_TYPES = {ClipFormat.WAV: "audio/wav", ClipFormat.MP3: "audio/mpeg"}
_PLAYED = "audio/mpeg"
_HEADERS = {"ETag": "Of the bytes.", "Accept-Ranges": "`bytes`: parts can be asked for with `Range`."}
_ANY = Content(media_types=("*/*",), schema={})
_AUDIO = Content(media_types=tuple(_MEDIA_TYPES.values()))

audio = Resource("Audio", about="What can be heard and seen of a recording.")


class Stretch(Sent):
    """From where to where."""

    start: Seconds | None = Field(default=None, description="In seconds.")
    end: Seconds | None = Field(default=None, description="In seconds.")

    @model_validator(mode="after")
    def _both(self) -> "Stretch":
        if (self.start is None) is not (self.end is None):
            raise ValueError("give both start and end, or neither")
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError("the end comes after the start")
        return self

    @property
    def span(self) -> TimeSpan | None:
        """The span, or None for all of the recording."""
        if self.start is None or self.end is None:
            return None
        return TimeSpan(start=self.start, end=self.end)


class AudioQuery(Stretch):
    """All of it, or a clip."""

    format: ClipFormat | None = Field(default=None, description="Of a clip; `wav` unless given.")
    normalize: bool = Field(default=False, description="Whether a clip is made as loud as it can be.")


class PeaksQuery(Stretch):
    """How finely, and from where to where."""

    points: int = Field(default=2_000, ge=1, le=20_000, description="Most values that are wanted.")


class PeaksModel(BaseModel):
    """How loud a recording is, for drawing it."""

    duration: float = Field(description="Seconds of the whole recording.")
    peaks: list[float] = Field(description="Largest magnitudes, 0 to 1, at equal distances.")


@audio.get(
    f"{ONE}/media",
    scope=Scope.READ,
    returns=_ANY,
    headers=_HEADERS,
    also={206: _ANY, 302: None, 304: None},
    errors=(404, 416),
)
def read_media(path: JobPath) -> Response:
    """Download the recording as it was handed in, perhaps from elsewhere (302)."""
    heard = services().listen().recording(path.job_id, owner=visible_to())
    job = heard.job
    elsewhere = (
        services()
        .blobs()
        .signed_url(
            job.recording.blob, name=job.recording.name, media_type=_media_type(job), lifetime=_SIGNED
        )
    )
    if elsewhere is not None:
        note("recording.downloaded", job.id)
        return Response(status=HTTPStatus.FOUND, headers={"Location": elsewhere})
    # A recording never changes, and its digest may not be known yet.
    etag = job.recording.sha256 or job.id
    answer = blob_answer(services().blobs(), heard.blob, etag=etag, media_type=_media_type(job))
    answer.headers.set("Content-Disposition", "attachment", filename=job.recording.name)
    if answer.status_code == 200:  # noqa: PLR2004 - parts are asked for many times while something is played
        note("recording.downloaded", job.id)
    return answer


@audio.get(
    f"{ONE}/audio",
    scope=Scope.READ,
    returns=_AUDIO,
    headers=_HEADERS,
    also={206: _AUDIO, 304: None},
    errors=(404, 416),
)
def read_audio(path: JobPath, query: AudioQuery) -> Response:
    """Listen to a recording, or to a clip of it.

    Without times: all of it as MP3, in which players can jump. With `start` and `end`: a clip of at most ten
    minutes as WAV or MP3. Both are there as soon as a worker has decoded the recording.
    """
    listen = services().listen()
    span = query.span
    if span is None:
        heard = listen.playback(path.job_id, owner=visible_to())
        etag = f"{heard.job.recording.sha256[:32]}-{heard.blob.size}"
        return blob_answer(services().blobs(), heard.blob, etag=etag, media_type=_PLAYED)
    kind = query.format or ClipFormat.WAV
    clip = listen.clip(path.job_id, span, kind=kind, normalize=query.normalize, owner=visible_to())
    return send_file(
        clip,
        mimetype=_MEDIA_TYPES[kind],
        as_attachment=True,
        download_name=f"clip-{span.start:.2f}-{span.end:.2f}.{kind}",
    )


@audio.get(f"{ONE}/peaks", scope=Scope.READ, returns=PeaksModel, errors=(404,))
def read_peaks(path: JobPath, query: PeaksQuery) -> PeaksModel:
    """Read how loud a recording is from moment to moment, for drawing it."""
    drawn = services().listen().peaks(path.job_id, points=query.points, span=query.span, owner=visible_to())
    return PeaksModel(duration=drawn.duration, peaks=[round(int(value) / FULL, 3) for value in drawn.peaks])


def _media_type(job: Job) -> str:
    # By its name alone, and only what nobody's browser runs: who hands in may name a file as they like.
    guessed = guess_type(PurePath(job.recording.name).name)[0] or ""
    return guessed if guessed.startswith(("audio/", "video/")) else "application/octet-stream"
