"""The main job: from a recording to an exact transcript."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from exact_transcription.core.domain.attribution import attribute
from exact_transcription.core.domain.diarization import Speaker, Turn
from exact_transcription.core.domain.errors import MediaNotFoundError
from exact_transcription.core.domain.report import Report
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.domain.translation import (
    notice,
    text_language,
    translated_from,
    with_attention_times,
)
from exact_transcription.core.domain.voice_prints import VoicePrints
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.audio_decoding import AudioDecoder, ChannelMode, DecodedAudio
from exact_transcription.core.ports.clock import Clock
from exact_transcription.core.ports.engines import EngineProvider
from exact_transcription.core.ports.progress import Progress, ProgressListener
from exact_transcription.core.ports.stage_store import StageStore
from exact_transcription.core.usecases.hear_channels import hear_channels
from exact_transcription.core.usecases.heard import Heard
from exact_transcription.core.usecases.measure import Measured, measured
from exact_transcription.core.usecases.recognition_stages import RecognitionStages, RecognizeElsewhere
from exact_transcription.core.usecases.spread_recognition import SpreadRecognition
from exact_transcription.core.usecases.stage_runner import NoStageStore, StageRunner, stage_key

STAGES = ("decode", "voice_activity", "recognition", "alignment", "diarization", "pauses")
"""The stages that a listener hears of, in order; diarization may run beside recognition. Where something is
kept of the decoded audio, `playback` follows `decode`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscribeRequest:
    """What to transcribe and how.

    Attributes:
        path: the recording.
        options: how.
        name: the recording's name for people, if not the path's.
        keep: is given the decoded audio, to make of it what is to be kept.
        keep_voices: is given how the voices sound, where the diarizer tells.
        job: id of the job that it is for, whose recognition other workers may do.
    """

    path: Path
    options: TranscriptionOptions = field(default_factory=TranscriptionOptions)
    name: str | None = None
    keep: Callable[[DecodedAudio, Progress], None] | None = None
    keep_voices: Callable[[VoicePrints], None] | None = None
    job: str | None = None


class Transcribe:
    """Runs the pipeline: decode, detect voice, recognise, align, diarize, attribute, measure pauses."""

    def __init__(
        self,
        *,
        decoder: AudioDecoder,
        engines: EngineProvider,
        clock: Clock,
        program: str = "",
        spread: SpreadRecognition | None = None,
    ) -> None:
        """Use `decoder` and the `engines` that options ask for.

        Args:
            decoder: reads recordings.
            engines: chooses models.
            clock: the time.
            program: name and version, for the report.
            spread: hands recognition to other workers; without it, it is done here.
        """
        self._decoder, self._engines, self._clock, self._program = decoder, engines, clock, program
        self._spread = spread

    def execute(
        self,
        request: TranscribeRequest,
        *,
        listener: ProgressListener,
        store: StageStore | None = None,
    ) -> Transcript:
        """Transcribe one recording.

        Args:
            request: what and how.
            listener: follows the stages and may ask to stop.
            store: keeps and finds results of stages; without one nothing is kept.

        Raises:
            MediaError: the recording cannot be used.
            ModelError: a model cannot be used.
            ResourceExhaustedError: memory or disk ran out.
            JobCancelledError: the listener asked to stop.
        """
        options = request.options
        store = NoStageStore() if store is None else store
        runner = StageRunner(listener=listener, store=store, clock=self._clock)
        stages = RecognitionStages(
            runner=runner,
            engines=self._engines.engines(options),
            options=options,
            elsewhere=self._elsewhere(request, store),
        )
        source = "" if isinstance(store, NoStageStore) else _content_hash(request.path)
        audio = runner.run(
            "decode",
            lambda progress: self._decoder.decode(
                request.path, channels=ChannelMode(options.channels), progress=progress
            ),
        )
        if (keep := request.keep) is not None:
            runner.run("playback", lambda progress: keep(audio, progress))
        if len(audio.waveforms) > 1:
            heard = hear_channels(stages, audio.waveforms, source, language=options.language)
        else:
            heard = _hear_mix(stages, audio.waveforms[0], source, options)
        if request.keep_voices is not None and heard.voices is not None:
            request.keep_voices(heard.voices)
        result = runner.run(
            "pauses",
            lambda progress: measured(
                audio.waveforms,
                heard.activities,
                heard.segments,
                heard.turns,
                settings=options.pauses,
                progress=progress,
            ),
        )
        return self._transcript(request, audio, heard, result, runner)

    def _elsewhere(self, request: TranscribeRequest, store: StageStore) -> RecognizeElsewhere | None:
        if self._spread is None or request.job is None:
            return None
        return partial(self._spread.recognize, job_id=request.job, store=store, options=request.options)

    def _transcript(
        self,
        request: TranscribeRequest,
        audio: DecodedAudio,
        heard: Heard,
        result: Measured,
        runner: StageRunner,
    ) -> Transcript:
        media = audio.media
        if request.name is not None:
            media = replace(media, name=request.name)
        task, notices, segments = request.options.task, (*audio.notices, *heard.notices), result.segments
        source = translated_from(task, heard.language)
        if source is not None:
            notices, segments = (notice(source), *notices), with_attention_times(segments)
        return Transcript(
            media=media,
            language=text_language(task, heard.language),
            translated_from=source,
            segments=segments,
            turns=result.turns,
            pauses=result.pauses,
            overlaps=result.overlaps,
            speakers=tuple(Speaker(id=speaker) for speaker in result.speakers),
            report=Report(
                language_confidence=heard.language_confidence,
                notices=tuple(sorted(notices, key=lambda n: n.span.start if n.span else -1.0)),
                stages=runner.reports,
                noise_floor_db=result.noise_floor_db,
                program=self._program,
            ),
        )


def _hear_mix(
    stages: RecognitionStages, waveform: Waveform, source: str, options: TranscriptionOptions
) -> Heard:
    activity, key = stages.detect(waveform, stage_key("decode", source, channel="mix"))
    turns: tuple[Turn, ...] = ()
    voices: VoicePrints | None = None
    if options.diarize:
        recognition, diarization = stages.both(
            lambda: stages.recognize(waveform, activity, key, language=options.language),
            lambda: stages.diarize(waveform, activity, key),
        )
        turns, voices = diarization.turns, diarization.voices
        language = text_language(options.task, recognition.language)
        segments = attribute(recognition.segments, diarization, language=language)
    else:
        recognition = stages.recognize(waveform, activity, key, language=options.language)
        segments = recognition.segments
    return Heard(
        language=recognition.language,
        language_confidence=recognition.language_confidence,
        segments=segments,
        turns=turns,
        activities=(activity,),
        notices=recognition.notices,
        voices=voices,
    )


def _content_hash(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise MediaNotFoundError(
            f"The recording {path.name} cannot be read.", hint="Check the path and its permissions."
        ) from error
