from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from exact_transcription.core.domain.errors import JobCancelledError, MediaNotFoundError
from exact_transcription.core.domain.pause import PauseKind
from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.transcription_options import PauseSettings, TranscriptionOptions
from exact_transcription.core.domain.waveform import SAMPLE_RATE
from exact_transcription.core.domain.word import Provenance
from exact_transcription.core.ports.audio_decoding import DecodedAudio
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.usecases.transcribe import STAGES, Transcribe, TranscribeRequest
from tests.fakes.alignment import FakeAligner
from tests.fakes.audio_decoding import FakeAudioDecoder
from tests.fakes.clock import FakeClock
from tests.fakes.engines import FakeEngineProvider
from tests.fakes.progress import RecordingListener
from tests.fakes.speech_recognition import FakeSpeechRecognizer
from tests.fakes.stage_store import FakeStageStore

Samples = npt.NDArray[np.float32]


def talk(*stretches: tuple[float, float], duration: float = 8.0, seed: int = 0) -> Samples:
    """Faint noise with loud noise in the given stretches of seconds."""
    noise = np.random.default_rng(seed).standard_normal(round(duration * SAMPLE_RATE)).astype(np.float32)
    level = np.full(noise.shape, 1e-4, np.float32)
    for start, end in stretches:
        level[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)] = 0.1
    samples: Samples = noise * level
    return samples


MONO = talk((1.0, 2.0), (2.5, 3.5), (7.0, 7.5))
STEREO = np.stack([talk((1.0, 2.0), seed=1), talk((2.5, 4.5), seed=2)])


def transcribed(
    samples: Samples = MONO,
    options: TranscriptionOptions | None = None,
    *,
    engines: FakeEngineProvider | None = None,
    listener: RecordingListener | None = None,
    store: FakeStageStore | None = None,
    path: Path = Path("talk.wav"),
) -> Transcript:
    use_case = Transcribe(
        decoder=FakeAudioDecoder(
            {"talk.wav": samples}, notices=(Notice(code="x", message="From decoding."),)
        ),
        engines=engines or FakeEngineProvider(),
        clock=FakeClock(),
        program="exact-transcription test",
    )
    request = TranscribeRequest(path=path, options=options or TranscriptionOptions(), name="Talk")
    return use_case.execute(request, listener=listener or RecordingListener(), store=store)


def test_a_transcript_has_words_speakers_turns_and_measured_pauses() -> None:
    transcript = transcribed()
    assert transcript.media.name == "Talk"
    assert transcript.duration == pytest.approx(8.0)
    assert [word.text for word in transcript.words] == ["somebody", "talks."] * 3
    assert [segment.speaker for segment in transcript.segments] == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_00"]
    assert [speaker.id for speaker in transcript.speakers] == ["SPEAKER_00", "SPEAKER_01"]
    assert [pause.kind for pause in transcript.pauses] == [PauseKind.GAP, PauseKind.LAPSE]
    assert transcript.pauses[0].span.start == pytest.approx(2.0, abs=0.03)
    assert transcript.pauses[0].span.end == pytest.approx(2.5, abs=0.03)
    assert transcript.report.noise_floor_db == pytest.approx(-80, abs=3)
    assert [notice.message for notice in transcript.report.notices] == ["From decoding."]


def test_every_stage_is_reported_in_order() -> None:
    listener = RecordingListener()
    transcript = transcribed(listener=listener)
    assert listener.started == listener.finished == list(STAGES)
    assert [stage.name for stage in transcript.report.stages] == list(STAGES)
    for fractions in listener.fractions.values():
        assert fractions == sorted(fractions)
        assert fractions[-1] == 1.0


def test_what_is_to_be_kept_is_given_the_decoded_audio_before_anything_else() -> None:
    listener, kept = RecordingListener(), []

    def keep(audio: DecodedAudio, progress: Progress) -> None:
        progress.advance(0.5)
        kept.append((listener.started[-1], len(audio.waveforms)))

    use_case = Transcribe(
        decoder=FakeAudioDecoder({"talk.wav": MONO}), engines=FakeEngineProvider(), clock=FakeClock()
    )
    use_case.execute(TranscribeRequest(path=Path("talk.wav"), keep=keep), listener=listener)
    assert kept == [("playback", 1)]
    assert listener.started[:3] == ["decode", "playback", "voice_activity"]


def test_side_by_side_gives_the_same_transcript() -> None:
    apart, together = transcribed(), transcribed(engines=FakeEngineProvider(side_by_side=True))
    assert together.segments == apart.segments
    assert together.turns == apart.turns


def test_without_diarization_nobody_is_named() -> None:
    transcript = transcribed(options=TranscriptionOptions(diarize=False))
    assert not transcript.speakers
    assert not transcript.turns
    assert all(word.speaker is None for word in transcript.words)
    assert len(transcript.pauses) == 2


def test_one_speaker_a_channel() -> None:
    transcript = transcribed(STEREO, TranscriptionOptions(channels="separate"))
    assert [(segment.speaker, round(segment.span.start)) for segment in transcript.segments] == [
        ("SPEAKER_00", 1),
        ("SPEAKER_01", 2),
    ]
    assert [pause.kind for pause in transcript.pauses] == [PauseKind.GAP]
    assert [(turn.speaker, round(turn.span.end, 1)) for turn in transcript.turns] == [
        ("SPEAKER_00", 2.0),
        ("SPEAKER_01", 4.5),
    ]


def test_the_channel_with_most_speech_decides_the_language() -> None:
    recognizer = FakeSpeechRecognizer(language="de")
    transcript = transcribed(
        STEREO, TranscriptionOptions(channels="separate"), engines=FakeEngineProvider(recognizer=recognizer)
    )
    assert [asked.language for asked in recognizer.asked] == [None, "de"]
    assert transcript.language == "de"
    assert transcript.report.language_confidence == 0.9


def test_silence_gives_a_valid_empty_transcript() -> None:
    for options in (TranscriptionOptions(), TranscriptionOptions(channels="separate")):
        transcript = transcribed(np.zeros((2, 16000), np.float32), options)
        assert not transcript.segments
        assert not transcript.pauses
        assert not transcript.turns


def test_short_pauses_are_left_out_when_asked_for() -> None:
    transcript = transcribed(options=TranscriptionOptions(pauses=PauseSettings(shortest=1.0)))
    assert [pause.kind for pause in transcript.pauses] == [PauseKind.LAPSE]


@pytest.mark.parametrize("stage", STAGES)
def test_a_wish_to_stop_ends_the_job_in_any_stage(stage: str) -> None:
    listener = RecordingListener(stop_in=stage)
    with pytest.raises(JobCancelledError):
        transcribed(listener=listener)
    assert listener.started[-1] == stage


def test_a_repeated_job_works_nothing_out_again(tmp_path: Path) -> None:
    path = tmp_path / "talk.wav"
    path.write_bytes(b"the content counts, not the name")
    recognizer, store = FakeSpeechRecognizer(), FakeStageStore()
    engines = FakeEngineProvider(recognizer=recognizer)
    first = transcribed(engines=engines, store=store, path=path)
    second = transcribed(engines=engines, store=store, path=path)
    assert len(recognizer.asked) == 1
    assert second.segments == first.segments
    assert second.turns == first.turns


def test_another_number_of_speakers_reruns_only_diarization(tmp_path: Path) -> None:
    path = tmp_path / "talk.wav"
    path.write_bytes(b"the content counts, not the name")
    recognizer, store = FakeSpeechRecognizer(), FakeStageStore()
    engines = FakeEngineProvider(recognizer=recognizer)
    transcribed(engines=engines, store=store, path=path)
    kept = set(store.kept)
    options = TranscriptionOptions.from_dict({"speakers": {"exact": 3}})
    transcript = transcribed(options=options, engines=engines, store=store, path=path)
    assert len(recognizer.asked) == 1
    assert len(set(store.kept) - kept) == 1
    assert len(transcript.speakers) == 3


def test_another_recording_finds_nothing_of_the_first(tmp_path: Path) -> None:
    recognizer, store = FakeSpeechRecognizer(), FakeStageStore()
    engines = FakeEngineProvider(recognizer=recognizer)
    for content in (b"one", b"two"):
        path = tmp_path / "talk.wav"
        path.write_bytes(content)
        transcribed(engines=engines, store=store, path=path)
    assert len(recognizer.asked) == 2
    assert store.found == 0


def test_a_missing_recording_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaNotFoundError, match=r"gone\.wav"):
        transcribed(store=FakeStageStore(), path=tmp_path / "gone.wav")


def test_words_without_any_aligner_keep_the_recognisers_times() -> None:
    assert {word.provenance for word in transcribed().words} <= {Provenance.ATTENTION, Provenance.TRIMMED}
    assert transcribed().words[0].span.overlap_with(TimeSpan(start=1.0, end=1.5)) > 0.4


def test_a_translation_says_so_and_its_words_have_only_times_of_attention() -> None:
    aligner = FakeAligner(languages=("de", "en"))
    engines = FakeEngineProvider(recognizer=FakeSpeechRecognizer(language="de"), aligners=[aligner])
    transcript = transcribed(options=TranscriptionOptions(task="translate"), engines=engines)
    assert (transcript.language, transcript.translated_from) == ("en", "de")
    assert aligner.given == []
    assert {word.provenance for word in transcript.words} == {Provenance.ATTENTION}
    assert transcript.report.notices[0].code == "translated"
    assert len(transcript.pauses) == 2
    assert len(transcript.speakers) == 2


def test_translating_english_is_transcribing_it() -> None:
    aligner = FakeAligner(languages=("en",))
    engines = FakeEngineProvider(aligners=[aligner])
    transcript = transcribed(options=TranscriptionOptions(task="translate"), engines=engines)
    assert transcript == transcribed(engines=engines)
    assert transcript.translated_from is None
    assert aligner.given


def test_another_task_repeats_recognition_and_nothing_before_it(tmp_path: Path) -> None:
    path = tmp_path / "talk.wav"
    path.write_bytes(b"the content counts, not the name")
    recognizer, store = FakeSpeechRecognizer(language="de"), FakeStageStore()
    engines = FakeEngineProvider(recognizer=recognizer)
    transcribed(engines=engines, store=store, path=path)
    transcribed(options=TranscriptionOptions(task="translate"), engines=engines, store=store, path=path)
    assert [asked.task for asked in recognizer.asked] == ["transcribe", "translate"]
    assert store.found == 2  # voice activity and diarization
