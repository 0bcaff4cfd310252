"""Stretches of a recording that was transcribed before."""

import io
from functools import cached_property

from exact_transcription.core.domain.errors import EmptyMediaError
from exact_transcription.core.domain.job import Job
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.audio_decoding import AudioDecoder, ChannelMode, DecodedAudio
from exact_transcription.core.ports.audio_playback import PlaybackReader
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.blob_file import BlobFile


class HearAgain:
    """Gives the audio of spans of one job's recording.

    The compact form for listening has every moment at a known place, so that only the span is decoded. Where
    it is missing, or holds all channels mixed while each has a speaker of its own, the recording is decoded
    once, as a whole.
    """

    def __init__(
        self, job: Job, *, blobs: BlobStore, reader: PlaybackReader, decoder: AudioDecoder, progress: Progress
    ) -> None:
        """Hear `job`; `progress` is told of decoding."""
        self._job, self._blobs, self._reader, self._decoder = job, blobs, reader, decoder
        self._progress = progress

    def cut(self, span: TimeSpan, speaker: str | None) -> Waveform:
        """The audio of a span as `speaker` was heard.

        Raises:
            MediaError: it cannot be read.
            NotFoundError: the recording is not there any more.
            JobCancelledError: through the progress.
        """
        key = job_blobs.playback(self._job.id)
        if self._separate or not self._blobs.exists(key):
            return Waveform(self._waveform_of(speaker).cut(span))
        with io.BufferedReader(BlobFile(self._blobs, self._blobs.info(key))) as stream:
            return self._reader.read(stream, span)

    @property
    def _separate(self) -> bool:
        return ChannelMode(self._job.options.channels) is ChannelMode.SEPARATE

    def _waveform_of(self, speaker: str | None) -> Waveform:
        waveforms = self._whole.waveforms
        names = [f"SPEAKER_{channel:02d}" for channel in range(len(waveforms))]
        if len(waveforms) > 1 and speaker not in names:
            raise EmptyMediaError(f"No channel is that of {speaker}.")
        return waveforms[names.index(speaker)] if speaker in names and len(names) > 1 else waveforms[0]

    @cached_property
    def _whole(self) -> DecodedAudio:
        mode = ChannelMode(self._job.options.channels)
        with self._blobs.local_copy(self._job.recording.blob) as path:
            return self._decoder.decode(path, channels=mode, progress=self._progress)
