import pytest

from exact_transcription.core.domain.diarization import Speaker
from exact_transcription.core.domain.errors import InvalidValueError
from exact_transcription.core.domain.pause import Overlap, Pause, PauseKind
from exact_transcription.core.domain.transcript import Media, Transcript
from tests.unit.domain.builders import segment, span, turn, word

_A, _B = Speaker(id="SPEAKER_00", name="Ada"), Speaker(id="SPEAKER_01")


def _transcript() -> Transcript:
    return Transcript(
        media=Media(name="call.wav", duration=4.0),
        language="en",
        segments=(
            segment(word("Hello.", 0.0, 0.5, "SPEAKER_00")),
            segment(word("Oh,", 1.0, 1.2, "SPEAKER_01"), word("hello.", 1.2, 1.6, "SPEAKER_01")),
        ),
        turns=(turn("SPEAKER_00", 0.0, 0.6), turn("SPEAKER_01", 1.0, 1.7)),
        speakers=(_A, _B),
    )


def test_a_transcript_has_its_segments_words_in_order() -> None:
    assert [each.text for each in _transcript().words] == ["Hello.", "Oh,", "hello."]
    assert _transcript().text == "Hello.\nOh, hello."
    assert _transcript().duration == 4.0


def test_a_speaker_is_called_by_name_where_there_is_one() -> None:
    transcript = _transcript()
    assert [transcript.label_of(who) for who in ("SPEAKER_00", "SPEAKER_01", None)] == [
        "Ada",
        "SPEAKER_01",
        "",
    ]


def test_a_speaker_that_is_not_listed_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="SPEAKER_02"):
        Transcript(media=Media(), language="en", turns=(turn("SPEAKER_02", 0.0, 1.0),), speakers=(_A,))
    with pytest.raises(InvalidValueError, match="SPEAKER_03"):
        Transcript(media=Media(), language="en", segments=(segment(word("Hi", 0.0, 1.0, "SPEAKER_03")),))


def test_two_speakers_with_one_id_are_refused() -> None:
    with pytest.raises(InvalidValueError):
        Transcript(media=Media(), language="en", speakers=(_A, Speaker(id=_A.id)))


@pytest.mark.parametrize("speakers", [(), ("A",), ("B", "A"), ("A", "A")])
def test_an_overlap_needs_two_sorted_speakers(speakers: tuple[str, ...]) -> None:
    with pytest.raises(InvalidValueError):
        Overlap(span=span(0.0, 1.0), speakers=speakers)


@pytest.mark.parametrize("tolerance", [-0.1, float("nan")])
def test_a_pause_needs_a_tolerance(tolerance: float) -> None:
    with pytest.raises(InvalidValueError):
        Pause(kind=PauseKind.PAUSE, span=span(0.0, 1.0), speaker=None, next_speaker=None, tolerance=tolerance)
