"""A pipeline that does what a test tells it to."""

from collections.abc import Callable

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.progress import ProgressListener
from exact_transcription.core.ports.stage_store import StageStore
from exact_transcription.core.usecases.transcribe import TranscribeRequest

Script = Callable[[TranscribeRequest, ProgressListener], Transcript]


class FakePipeline:
    """Follows its script, which may be changed, and remembers what it was asked for."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.asked: list[TranscribeRequest] = []

    def __call__(
        self, request: TranscribeRequest, /, *, listener: ProgressListener, store: StageStore | None
    ) -> Transcript:
        self.asked.append(request)
        return self.script(request, listener)
