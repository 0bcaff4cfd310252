"""Real weights on the telephone call that pyannote.audio brings."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from exact_transcription.adapters.diarization.pyannote import PyannoteDiarizer
from exact_transcription.adapters.diarization.recipe import offline
from exact_transcription.adapters.models.telemetry import SWITCHES
from exact_transcription.adapters.voice_activity.pyannote import PyannoteVoiceActivityDetector
from exact_transcription.core.domain.diarization import Diarization, SpeakerCount
from exact_transcription.core.domain.voice_activity import Segmentation, VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from tests.fakes.progress import FreeProgress
from tests.recordings import SAMPLE_FOLDER, excerpt, silence, telephone_call

pytestmark = pytest.mark.models


@cache
def detector() -> PyannoteVoiceActivityDetector:
    return PyannoteVoiceActivityDetector(segmentation=offline().segmentation, device="cpu")


@cache
def diarizer() -> PyannoteDiarizer:
    return PyannoteDiarizer(recipe=offline(), device="cpu")


@cache
def activity_in_the_call() -> VoiceActivity:
    return detector().detect(telephone_call(), progress=FreeProgress())


def diarize(waveform: Waveform, activity: VoiceActivity, count: SpeakerCount | None = None) -> Diarization:
    return diarizer().diarize(waveform, activity, speakers=count or SpeakerCount(), progress=FreeProgress())


def test_the_error_rate_on_the_call_is_at_most_a_tenth() -> None:
    from pyannote.core import Annotation, Segment, Timeline  # noqa: PLC0415 - after telemetry is off
    from pyannote.database.util import load_rttm  # noqa: PLC0415
    from pyannote.metrics.diarization import DiarizationErrorRate  # noqa: PLC0415

    (truth,) = load_rttm(SAMPLE_FOLDER / "sample.rttm").values()
    found = Annotation()
    for track, turn in enumerate(diarize(telephone_call(), activity_in_the_call()).turns):
        found[Segment(turn.span.start, turn.span.end), track] = turn.speaker
    metric = DiarizationErrorRate(collar=0.0, skip_overlap=False)
    whole = Timeline([Segment(0.0, telephone_call().duration)])
    assert metric(truth, found, uem=whole) <= 0.10


def test_segmentation_is_that_of_stock_pyannote() -> None:
    import torch  # noqa: PLC0415 - slow
    from pyannote.audio import Inference  # noqa: PLC0415 - after telemetry is off

    recording = Waveform(np.concatenate([silence(11.0).samples, excerpt(9.0, 15.5).samples]))
    model = detector().segmentation_model()
    ours, _ = model.slide(recording.samples, lambda _: None)
    stock = Inference(model.network, duration=10.0, step=1.0, skip_aggregation=True)
    samples = torch.from_numpy(np.array(recording.samples))[None]
    theirs = stock({"waveform": samples, "sample_rate": 16_000}).data
    assert ours.activity.any()
    assert np.array_equal(ours.activity, theirs)


def test_scores_are_low_in_silence_and_high_in_speech() -> None:
    activity = activity_in_the_call()
    times = activity.frame_start + activity.frame_step * np.arange(len(activity.scores))
    assert np.median(activity.scores[times < 6.0]) < 0.1
    assert np.median(activity.scores[(times > 8.0) & (times < 29.0)]) > 0.9


def test_scores_at_hand_are_used_again_with_the_same_result() -> None:
    activity = activity_in_the_call()
    fresh = diarize(telephone_call(), replace(activity, segmentation=None))
    assert diarize(telephone_call(), activity).turns == fresh.turns


def test_scores_of_another_model_are_not_used() -> None:
    activity = activity_in_the_call()
    assert activity.segmentation is not None
    other = Segmentation(
        model="another model",
        activity=np.zeros_like(activity.segmentation.activity),
        chunk_duration=10.0,
        chunk_step=1.0,
    )
    assert diarize(telephone_call(), replace(activity, segmentation=other)).turns


def test_nothing_is_printed_even_if_too_many_speakers_are_asked_for(
    capfd: pytest.CaptureFixture[str],
) -> None:
    recording = excerpt(8.0, 11.0)
    activity = detector().detect(recording, progress=FreeProgress())
    found = diarize(recording, activity, SpeakerCount(exact=20))
    assert len(found.speakers) < 20
    assert capfd.readouterr() == ("", "")


def test_one_short_utterance_is_one_speaker_with_a_voice() -> None:
    recording = excerpt(22.0, 24.5)
    found = diarize(recording, detector().detect(recording, progress=FreeProgress()))
    assert found.speakers == ("SPEAKER_00",)
    assert tuple(found.embeddings) == ("SPEAKER_00",)


def test_a_voice_on_its_own_is_near_itself_in_the_call_and_far_from_the_other_one() -> None:
    call = diarize(telephone_call(), activity_in_the_call())
    (same,) = (turn.speaker for turn in call.exclusive_turns if turn.span.contains(24.0))
    (other,) = set(call.speakers) - {same}
    recording = excerpt(22.0, 27.5)
    alone = diarize(recording, detector().detect(recording, progress=FreeProgress())).embeddings["SPEAKER_00"]
    assert alone @ call.embeddings[same] > alone @ call.embeddings[other] + 0.2


def test_vendors_report_nothing_home() -> None:
    diarize(excerpt(8.0, 9.0), detector().detect(excerpt(8.0, 9.0), progress=FreeProgress()))
    from huggingface_hub import constants  # noqa: PLC0415 - after telemetry is off
    from pyannote.audio.telemetry import metrics  # noqa: PLC0415

    assert not metrics.is_metrics_enabled()
    assert constants.HF_HUB_DISABLE_TELEMETRY
    assert SWITCHES["PYANNOTE_METRICS_ENABLED"] == "0"


def test_precision_flags_of_torch_are_put_back() -> None:
    import torch  # noqa: PLC0415 - slow

    from exact_transcription.adapters.models.pyannote_audio import kept_torch_flags  # noqa: PLC0415 - slow

    flags: Any = torch.backends.cuda.matmul
    before = flags.allow_tf32
    with kept_torch_flags():
        flags.allow_tf32 = not before
    assert flags.allow_tf32 is before


def test_torch_keeps_to_the_number_of_threads_that_was_set() -> None:
    import torch  # noqa: PLC0415 - slow

    before = torch.get_num_threads()
    try:
        limited = PyannoteVoiceActivityDetector(segmentation=offline().segmentation, device="cpu", threads=1)
        limited.segmentation_model()
        assert torch.get_num_threads() == 1
    finally:
        torch.set_num_threads(before)
