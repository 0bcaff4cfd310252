"""Voice prints of real audio: pieces of one person are alike, and sharing work does not change them."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
import torch

from exact_transcription.adapters.diarization.assembly import assemble
from exact_transcription.adapters.diarization.camplusplus import FRAMES_PER_SECOND, CamPlusPlus
from exact_transcription.adapters.diarization.frame_statistics import FrameStatistics
from exact_transcription.adapters.diarization.recipe import offline
from exact_transcription.adapters.diarization.shared_frames import SharedFrames
from exact_transcription.adapters.diarization.voices import voice_prints
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_prints import VoicePrints, voice_of
from exact_transcription.core.domain.waveform import SAMPLE_RATE
from tests.recordings import telephone_call

pytestmark = pytest.mark.models

ALONE = ((14.6, 17.8), (18.7, 21.4), (21.9, 24.8), (28.6, 30.0), (24.8, 27.8))
"""Seconds of the call in which one of the two is heard alone, by `sample.rttm`: each in turn."""
GAP = 0.5


def dialogue() -> npt.NDArray[np.float32]:
    """What each says alone, with half a second of silence between."""
    parts: list[npt.NDArray[np.float32]] = []
    for start, end in ALONE:
        parts.append(telephone_call().cut(TimeSpan(start=start, end=end)))
        parts.append(np.zeros(round(GAP * SAMPLE_RATE), dtype=np.float32))
    return np.concatenate(parts)


def turns() -> list[TimeSpan]:
    edges = [0.0]
    for start, end in ALONE:
        edges.append(edges[-1] + end - start + GAP)
    return [TimeSpan(start=start, end=end - GAP) for start, end in pairwise(edges)]


@pytest.fixture(scope="module")
def network() -> CamPlusPlus:
    found = assemble(offline(), "cpu").pipeline.network
    assert isinstance(found, CamPlusPlus)
    return found


def heard(network: CamPlusPlus, statistics: FrameStatistics) -> VoicePrints:
    made = voice_prints(network, dialogue(), statistics, turns(), model="", report=lambda *_: None)
    assert made is not None
    return made


@pytest.fixture(scope="module")
def shared(network: CamPlusPlus) -> FrameStatistics:
    statistics = FrameStatistics()
    frames = SharedFrames(network, dialogue(), torch.device("cpu"), statistics)
    with torch.inference_mode():
        frames.window(0.0, len(dialogue()) / SAMPLE_RATE)
    return statistics


def test_the_turns_of_one_person_are_alike_and_those_of_two_are_not(
    network: CamPlusPlus, shared: FrameStatistics
) -> None:
    for prints in (heard(network, shared), heard(network, FrameStatistics())):
        voices = [voice_of(prints, turn).embedding for turn in turns()]
        alike = np.array([[one @ other for other in voices] for one in voices])
        same = np.equal.outer(np.arange(len(ALONE)) % 2, np.arange(len(ALONE)) % 2)
        assert alike[same].min() > alike[~same].max()


def test_cells_give_the_statistics_of_the_frames_themselves(
    network: CamPlusPlus, shared: FrameStatistics
) -> None:
    span = TimeSpan(start=3.0, end=5.4)
    with torch.inference_mode():
        frames = SharedFrames(network, dialogue(), torch.device("cpu")).window(span.start, span.duration)
    assert frames.shape[1] == round(span.duration * FRAMES_PER_SECOND)
    pooled = shared.pooled(span)
    assert pooled is not None
    assert torch.allclose(pooled, network.pool(frames[None])[0], atol=5e-3)
    assert shared.pooled(TimeSpan(start=900.0, end=901.0)) is None


def test_a_network_that_cannot_be_asked_gives_none() -> None:
    found = voice_prints(object(), dialogue(), FrameStatistics(), turns(), model="", report=lambda *_: None)
    assert found is None
