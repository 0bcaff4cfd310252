"""Engines made of fakes."""

from collections.abc import Sequence

from exact_transcription.core.domain.errors import InvalidOptionError
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.alignment import Aligner
from exact_transcription.core.ports.engines import Engines
from tests.fakes.diarization import FakeDiarizer
from tests.fakes.speech_recognition import FakeSpeechRecognizer
from tests.fakes.voice_activity import FakeVoiceActivityDetector


class FakeEngineProvider:
    """The same engines for every profile; remembers what was asked for."""

    def __init__(
        self,
        *,
        recognizer: FakeSpeechRecognizer | None = None,
        diarizer: FakeDiarizer | None = None,
        aligners: Sequence[Aligner] = (),
        side_by_side: bool = False,
    ) -> None:
        self.asked: list[TranscriptionOptions] = []
        self._engines = Engines(
            voice_activity=FakeVoiceActivityDetector(),
            recognizer=recognizer or FakeSpeechRecognizer(),
            aligners=tuple(aligners),
            diarizer=diarizer or FakeDiarizer(),
            side_by_side=side_by_side,
        )

    def engines(self, options: TranscriptionOptions) -> Engines:
        if options.profile not in {"auto", "offline", "standard"}:
            raise InvalidOptionError(f"There is no profile {options.profile!r}.")
        self.asked.append(options)
        return self._engines

    def aligners(self, options: TranscriptionOptions) -> tuple[Aligner, ...]:
        return self.engines(options).aligners
