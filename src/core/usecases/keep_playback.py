"""Keeping what people listen to and look at while they read a transcript."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path

from exact_transcription.core.domain.errors import ResourceExhaustedError
from exact_transcription.core.domain.peaks import peaks_of
from exact_transcription.core.ports.audio_decoding import DecodedAudio
from exact_transcription.core.ports.audio_playback import PlaybackEncoder
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.usecases import job_blobs


class KeepPlayback:
    """Made once for a recording, while it is decoded anyway; the decoded audio itself is not kept."""

    def __init__(
        self,
        *,
        blobs: BlobStore,
        encoder: PlaybackEncoder,
        scratch: Callable[[], AbstractContextManager[Path]],
    ) -> None:
        """Keep in `blobs` what `encoder` makes, by way of a folder that `scratch` gives."""
        self._blobs, self._encoder, self._scratch = blobs, encoder, scratch

    def execute(self, job_id: str, audio: DecodedAudio, progress: Progress) -> None:
        """Keep a job's compact audio and its peaks, unless they are there already.

        Raises:
            ResourceExhaustedError: there is no room.
            ServiceUnavailableError: the blob store does not answer.
            JobCancelledError: through `progress`.
        """
        playback = job_blobs.playback(job_id)
        if self._blobs.exists(playback):
            return
        self._blobs.put(job_blobs.peaks(job_id), BytesIO(peaks_of(audio.waveforms).tobytes()))
        try:
            with self._scratch() as folder:
                path = folder / "playback"
                self._encoder.encode(audio.waveforms, path, progress=progress)
                with path.open("rb") as stream:
                    self._blobs.put(playback, stream)
        except OSError as error:
            raise ResourceExhaustedError(
                f"The audio for playback cannot be written: {error.strerror or error}.",
                hint="Check the scratch folder and its free room.",
            ) from error
