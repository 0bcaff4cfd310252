"""The web service in a thread of its own, with recordings in every state, for a browser to look at."""

import socket
import wave
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

from werkzeug.serving import ThreadedWSGIServer

from exact_transcription.adapters.queue.huey import HueyJobQueue
from exact_transcription.container import Container
from exact_transcription.core.domain.job import LOCAL_OWNER, Job, JobFailure
from exact_transcription.core.domain.job_progress import JobProgress
from exact_transcription.core.domain.job_transitions import claim, fail, renew, succeed
from exact_transcription.core.domain.revision import Revision, RevisionKind
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.usecases.store_transcript import facts_of, store_transcript
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from exact_transcription.entrypoints.http.app import create_app
from exact_transcription.plugins.testing.samples import SAMPLES
from exact_transcription.settings import Settings

_LEASE = timedelta(hours=1)
_HALF_WAY = (
    JobProgress()
    .completed("decode", 2.1)
    .completed("voice_activity", 14.0)
    .advanced("recognition", 0.62)
    .advanced("diarization", 0.3)
)

_DONE = (
    _HALF_WAY.completed("recognition", 55.0)
    .completed("diarization", 20.0)
    .completed("alignment", 8.0)
    .completed("pauses", 0.4)
)


def tone(seconds: float = 1.0, rate: int = 8000) -> bytes:
    """A recording of nothing in particular."""
    stream = BytesIO()
    with wave.open(stream, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(rate)
        recording.writeframes(b"\x10\x00\xf0\xff" * int(seconds * rate / 2))
    return stream.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running service.

    Attributes:
        address: where it answers.
        container: what it works with, to make things happen as a worker would.
    """

    address: str
    container: Container

    def submit(self, title: str, data: bytes | None = None, *, owner: str = LOCAL_OWNER) -> Job:
        """Hand in a recording."""
        asked = SubmitJobRequest(
            source=BytesIO(data or tone()),
            name=f"{title.lower().replace(' ', '-')}.wav",
            title=title,
            owner=owner,
        )
        job: Job = self.container.submit_job().execute(asked)
        return job

    def begin(self, job: Job, progress: JobProgress = _HALF_WAY, *, ago: float = 80.0) -> Job:
        """Work on a job, for some seconds already."""
        now = self.container.clock().now()

        def change(at: Job) -> Job:
            begun = claim(at, holder="w", now=now, lease=_LEASE)
            running = renew(begun, holder="w", now=now, lease=_LEASE, progress=progress)
            return replace(running, started=now - timedelta(seconds=ago))

        return self._update(job, change)

    def advance(self, job: Job, progress: JobProgress) -> Job:
        """Get on with a job."""
        now = self.container.clock().now()
        return self._update(job, lambda at: renew(at, holder="w", now=now, lease=_LEASE, progress=progress))

    def fail(self, job: Job, failure: JobFailure) -> Job:
        """End a job in failure."""
        now = self.container.clock().now()
        return self._update(job, lambda at: fail(at, holder="w", now=now, failure=failure))

    def finish(self, job: Job, transcript: Transcript) -> Job:
        """End a job with a transcript."""
        self.advance(job, _DONE)
        now = self.container.clock().now()
        stored = store_transcript(self.container.blobs(), job.id, transcript)
        done: Job = self.container.jobs().update(
            job.id,
            lambda at: succeed(
                at, holder="w", now=now, progress=at.progress, transcript=facts_of(transcript)
            ),
            revision=lambda after: Revision(
                job_id=job.id,
                number=after.revision,
                kind=RevisionKind.TRANSCRIBED,
                blob=stored.blob,
                sha256=stored.sha256,
                author=job.owner,
                created=now,
                base=0,
            ),
            text=transcript.text,
        )
        return done

    def transcribed(self, title: str, transcript: Transcript | None = None, **more: Any) -> Job:
        """A recording with its transcript."""
        job = self.submit(title, **more)
        return self.finish(self.begin(job), transcript or SAMPLES["plain"])

    def _update(self, job: Job, change: Any) -> Job:
        changed: Job = self.container.jobs().update(job.id, change)
        return changed


class _Server(ThreadedWSGIServer):
    """Whose requests are over when it is closed: one that is left half-way keeps its file open.

    Browsers do not hang up by themselves: streams of events last, and lines that they opened in advance wait.
    """

    daemon_threads = False

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._lines: set[Any] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._lines.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._lines.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        for line in tuple(self._lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        super().server_close()


@contextmanager
def serving(folder: Path, **settings: Any) -> Iterator[Site]:
    """Serve what is kept in `folder`, on a free port."""
    container = Container()
    container.settings.override(Settings(data_dir=folder / "data", profile="offline", **settings))
    container.prepare()
    server = _Server("127.0.0.1", 0, create_app(container))
    thread = Thread(target=server.serve_forever, name="site")
    thread.start()
    try:
        yield Site(address=f"http://127.0.0.1:{server.server_port}", container=container)
    finally:
        # First, since a server that is shut down waits for whoever follows, up to 15 s.
        container.events().close()
        server.shutdown()
        thread.join()
        server.server_close()
        queue = container.queue()
        if isinstance(queue, HueyJobQueue):
            queue.close()
        container.database().close()


def with_all_states(site: Site, transcript: Transcript | None = None) -> Job:
    """Fill the list with recordings in every state; returns one that has a transcript."""
    site.container.cancel_job().execute(site.submit("Radio feature, first cut").id)
    unreadable = JobFailure(
        code="media_not_recognised",
        message="The file is not a media file, or it is damaged from its beginning.",
        hint="Check that it plays; give an audio or video file.",
    )
    site.fail(site.begin(site.submit("Board minutes")), unreadable)
    shown = site.transcribed("Call with Diane and Sheila", transcript)
    site.begin(site.submit("Interview with Prof. Weber"))
    site.submit("Oral history, tape 3 side B")
    return shown
