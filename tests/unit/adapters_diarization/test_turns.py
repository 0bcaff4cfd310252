from types import SimpleNamespace

import numpy as np
import pytest
from pyannote.core import Annotation, Segment

from exact_transcription.adapters.diarization.turns import to_diarization
from exact_transcription.core.domain.diarization import Diarization

Stretch = tuple[float, float, int]


def annotation(*stretches: Stretch) -> Annotation:
    made = Annotation()
    for track, (start, end, label) in enumerate(stretches):
        made[Segment(start, end), track] = label
    return made


def diarization(*stretches: Stretch, exclusive: tuple[Stretch, ...] | None = None) -> Diarization:
    output = SimpleNamespace(
        speaker_diarization=annotation(*stretches),
        exclusive_speaker_diarization=annotation(*(stretches if exclusive is None else exclusive)),
        speaker_embeddings=np.array([[3.0, 4.0], [0.0, 2.0], [0.0, 0.0]]),
    )
    return to_diarization(output, 10.0)


def test_speakers_are_named_in_order_of_first_speaking() -> None:
    found = diarization((5.0, 6.0, 0), (1.0, 2.0, 1))
    assert [(turn.speaker, turn.span.start) for turn in found.turns] == [
        ("SPEAKER_00", 1.0),
        ("SPEAKER_01", 5.0),
    ]
    assert found.embeddings["SPEAKER_00"].tolist() == [0.0, 1.0]
    assert found.embeddings["SPEAKER_01"].tolist() == pytest.approx([0.6, 0.8])


def test_turns_end_with_the_recording() -> None:
    found = diarization((8.0, 12.0, 0), (11.0, 12.0, 1))
    assert [turn.span.end for turn in found.turns] == [10.0]


def test_a_speaker_without_a_voice_stays_if_he_is_heard_long_enough() -> None:
    found = diarization((0.0, 5.0, 0), (6.0, 7.0, 1), (1.0, 2.0, 2), exclusive=((0.0, 5.0, 0), (6.0, 7.0, 1)))
    assert found.speakers == ("SPEAKER_00", "SPEAKER_01", "SPEAKER_02")
    assert set(found.embeddings) == {"SPEAKER_00", "SPEAKER_02"}


def test_a_speaker_without_a_voice_is_a_slip_if_he_is_hardly_heard() -> None:
    assert diarization((0.0, 5.0, 0), (6.0, 7.0, 1), (1.0, 1.2, 2)).speakers == ("SPEAKER_00", "SPEAKER_01")


def test_what_is_too_short_to_be_speech_is_no_turn_and_names_nobody() -> None:
    found = diarization((0.1, 0.117, 0), (1.0, 2.0, 1), (3.0, 4.0, 0), (5.0, 5.04, 2))
    assert [(turn.speaker, turn.span.start) for turn in found.turns] == [
        ("SPEAKER_00", 1.0),
        ("SPEAKER_01", 3.0),
    ]
    assert found.exclusive_turns == found.turns
    assert set(found.embeddings) == {"SPEAKER_00", "SPEAKER_01"}
