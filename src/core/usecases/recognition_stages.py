"""The stages that turn one waveform into words and speakers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from typing import Protocol, TypeVar

from exact_transcription.core.domain.diarization import Diarization
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.domain.translation import translated_from
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.alignment import Aligner
from exact_transcription.core.ports.engines import Engines
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.ports.speech_recognition import Recognition, RecognitionOptions
from exact_transcription.core.usecases.align_chain import Alignment, aligned
from exact_transcription.core.usecases.stage_runner import WHOLE, Part, StageRunner, stage_key
from exact_transcription.core.usecases.stretch_task import StretchResult


class RecognizeElsewhere(Protocol):
    """Recognises and aligns on other machines; `SpreadRecognition.recognize` of one job is one."""

    def __call__(
        self,
        waveform: Waveform,
        activity: VoiceActivity,
        source: str,
        /,
        *,
        language: str | None,
        progress: Progress,
    ) -> StretchResult:
        """Text with the times of all words."""


_VOICES = 1
"""Raised when the voice prints in a diarization change, so that running again makes those of older ones."""

A = TypeVar("A")
B = TypeVar("B")


class RecognitionStages:
    """Voice activity, recognition, alignment and diarization of one recording's waveforms."""

    def __init__(
        self,
        *,
        runner: StageRunner,
        engines: Engines,
        options: TranscriptionOptions,
        elsewhere: RecognizeElsewhere | None = None,
    ) -> None:
        """Work with `engines` as `options` say, each stage through `runner`.

        Args:
            runner: of the job.
            engines: the models.
            options: of the job.
            elsewhere: has other workers recognise; without it, this one does.
        """
        self._runner, self._engines, self._options = runner, engines, options
        self._elsewhere = elsewhere

    def detect(self, waveform: Waveform, source: str, part: Part = WHOLE) -> tuple[VoiceActivity, str]:
        """Find speech in the waveform that `source` identifies; also gives the key of the result."""
        detector = self._engines.voice_activity
        key = stage_key("voice_activity", source, model=detector.model)
        activity = self._runner.kept(
            "voice_activity",
            VoiceActivity,
            lambda progress: detector.detect(waveform, progress=progress),
            key=key,
            model=detector.model,
            part=part,
        )
        return activity, key

    def recognize(
        self,
        waveform: Waveform,
        activity: VoiceActivity,
        source: str,
        *,
        language: str | None,
        part: Part = WHOLE,
    ) -> Recognition:
        """Recognise and align; `source` identifies what `activity` was worked out from."""
        if self._elsewhere is not None:
            return self._recognized_elsewhere(self._elsewhere, waveform, activity, source, language, part)
        recognizer, options = self._engines.recognizer, self._options
        wanted = RecognitionOptions(
            task=options.task,
            language=language,
            hotwords=options.hotwords,
            initial_prompt=options.initial_prompt,
            beam_size=options.beam_size,
        )
        key = stage_key("recognition", source, model=recognizer.model, **asdict(wanted))
        recognition = self._runner.kept(
            "recognition",
            Recognition,
            lambda progress: recognizer.recognize(waveform, activity, options=wanted, progress=progress),
            key=key,
            model=recognizer.model,
            part=part,
        )
        able = self._aligners(recognition.language)
        names = ", ".join(each.model for each in able)
        alignment = self._runner.kept(
            "alignment",
            Alignment,
            lambda progress: aligned(
                waveform,
                recognition.segments,
                aligners=able,
                language=recognition.language,
                progress=progress,
            ),
            key=stage_key("alignment", key, models=names),
            model=names,
            part=part,
        )
        return replace(
            recognition, segments=alignment.segments, notices=recognition.notices + alignment.notices
        )

    def _recognized_elsewhere(
        self,
        recognize: RecognizeElsewhere,
        waveform: Waveform,
        activity: VoiceActivity,
        source: str,
        language: str | None,
        part: Part,
    ) -> Recognition:
        result = self._runner.run(
            "recognition",
            lambda progress: recognize(waveform, activity, source, language=language, progress=progress),
            part=part,
        )
        # Who recognised a stretch has aligned it, too.
        return self._runner.run("alignment", lambda _: result.recognition, model=result.aligners, part=part)

    def _aligners(self, spoken: str) -> list[Aligner]:
        """Those that can place the text; what nobody said cannot be found in the audio."""
        if translated_from(self._options.task, spoken) is not None:
            return []
        return [each for each in self._engines.aligners if each.supports(spoken)]

    def diarize(self, waveform: Waveform, activity: VoiceActivity, source: str) -> Diarization:
        """Tell speakers apart; `source` identifies what `activity` was worked out from."""
        diarizer, speakers = self._engines.diarizer, self._options.speakers
        return self._runner.kept(
            "diarization",
            Diarization,
            lambda progress: diarizer.diarize(waveform, activity, speakers=speakers, progress=progress),
            key=stage_key("diarization", source, model=diarizer.model, voices=_VOICES, **asdict(speakers)),
            model=diarizer.model,
        )

    def both(self, first: Callable[[], A], second: Callable[[], B]) -> tuple[A, B]:
        """Run two pieces of work, at the same time where the engines gain by it."""
        if not self._engines.side_by_side and self._elsewhere is None:
            return first(), second()
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="diarization") as pool:
            other = pool.submit(second)
            return first(), other.result()
