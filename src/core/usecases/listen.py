"""What can be heard and seen of a recording."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from exact_transcription.core.domain.errors import InvalidRequestError, NotFoundError
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.peaks import PEAKS_PER_SECOND, Peaks, resampled
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.ports.audio_playback import ClipCutter, ClipFormat
from exact_transcription.core.ports.blob_store import BlobInfo, BlobStore
from exact_transcription.core.ports.job_repository import JobRepository
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.blob_file import BlobFile
from exact_transcription.core.usecases.job_access import require_owner

MAX_CLIP = 600.0
"""Seconds of the longest clip, which is held in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Audio of a job."""

    job: Job
    blob: BlobInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A stretch of a recording as it is drawn.

    Attributes:
        duration: seconds of the whole recording.
        peaks: shape (points,), 255 being full scale.
    """

    duration: float
    peaks: Peaks


class Listen:
    """Finds the audio of jobs, and cuts clips of it."""

    def __init__(self, *, jobs: JobRepository, blobs: BlobStore, cutter: Callable[[], ClipCutter]) -> None:
        """Look in `jobs` and `blobs`; `cutter` is asked for with the first clip."""
        self._jobs, self._blobs, self._cutter = jobs, blobs, cutter

    def recording(self, job_id: str, *, owner: str | None = None) -> Heard:
        """The recording as it was handed in.

        Raises:
            NotFoundError: there is no such job of that owner.
        """
        job = require_owner(self._jobs.get(job_id), owner)
        return Heard(job=job, blob=self._blobs.info(job.recording.blob))

    def playback(self, job_id: str, *, owner: str | None = None) -> Heard:
        """The recording in a form that browsers play.

        Raises:
            NotFoundError: there is no such job of that owner, or its recording was not decoded yet.
        """
        job = require_owner(self._jobs.get(job_id), owner)
        return Heard(job=job, blob=self._blobs.info(self._there(job_blobs.playback(job.id))))

    def clip(
        self,
        job_id: str,
        span: TimeSpan,
        *,
        kind: ClipFormat,
        normalize: bool = False,
        owner: str | None = None,
    ) -> BinaryIO:
        """The audio of a span as a file.

        Raises:
            NotFoundError: there is no such job of that owner, or its recording was not decoded yet.
            InvalidRequestError: the span is empty or too long.
            EmptyMediaError: the recording is over before it.
        """
        if not 0.0 < span.duration <= MAX_CLIP:
            raise InvalidRequestError(f"A clip is longer than nothing and no longer than {MAX_CLIP:.0f} s.")
        heard = self.playback(job_id, owner=owner)
        with io.BufferedReader(BlobFile(self._blobs, heard.blob)) as stream:
            return self._cutter().cut(stream, span, kind=kind, normalize=normalize)

    def peaks(
        self, job_id: str, *, points: int, span: TimeSpan | None = None, owner: str | None = None
    ) -> Drawn:
        """How loud it is from moment to moment, in at most `points` values.

        Raises:
            NotFoundError: there is no such job of that owner, or its recording was not decoded yet.
        """
        job = require_owner(self._jobs.get(job_id), owner)
        key = self._there(job_blobs.peaks(job.id))
        whole = np.frombuffer(self._blobs.read(key), dtype=np.uint8)
        wanted = whole
        if span is not None:
            wanted = whole[int(span.start * PEAKS_PER_SECOND) : round(span.end * PEAKS_PER_SECOND)]
        duration = job.transcript.duration if job.transcript else len(whole) / PEAKS_PER_SECOND
        return Drawn(duration=duration, peaks=resampled(wanted, points))

    def _there(self, key: str) -> str:
        if not self._blobs.exists(key):
            raise NotFoundError(
                "There is no audio to play yet.",
                hint="It is made when a worker decodes the recording; run the transcription again if it is "
                "finished.",
            )
        return key
