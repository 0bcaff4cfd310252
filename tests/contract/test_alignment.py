from collections.abc import Sequence
from itertools import pairwise

import pytest

from exact_transcription.core.domain.errors import JobCancelledError
from exact_transcription.core.domain.interpolation import interpolated
from exact_transcription.core.domain.segment import DecodingScores, Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.word import Provenance, Word
from exact_transcription.core.ports.alignment import Aligner
from tests.fakes.alignment import FakeAligner
from tests.fakes.progress import FreeProgress, StoppingProgress
from tests.recordings import silence, telephone_call

SAID = (
    (8.92, 9.80, "I didn't know you were there."),
    (12.54, 14.18, "This is Diane in New Jersey."),
    (14.44, 17.77, "And I'm Sheila in Texas, originally from Chicago."),
    (20.17, 21.48, "I'm in New Jersey now though."),
)
"""What is said in the telephone call, and when."""


def _whisperx(folder: pytest.TempPathFactory) -> Aligner:
    from exact_transcription.adapters.alignment.whisperx import WhisperXAligner  # noqa: PLC0415 - not for all
    from tests.small_wav2vec2 import save_small_model  # noqa: PLC0415

    model = save_small_model(folder.mktemp("wav2vec2"))
    return WhisperXAligner(models={"en": str(model)}, download=False, batch_size=3)


def _attention(folder: pytest.TempPathFactory) -> Aligner:
    from exact_transcription.adapters.alignment.attention import AttentionAligner  # noqa: PLC0415
    from exact_transcription.adapters.models.whisper import WhisperModelStore  # noqa: PLC0415

    models = WhisperModelStore(cache_dir=folder.mktemp("models"), download=False)
    return AttentionAligner(model="tiny.en", models=models, device="cpu", threads=2)


@pytest.fixture(
    scope="module",
    params=[
        "fake",
        pytest.param("hmm", marks=pytest.mark.models),
        pytest.param("attention", marks=pytest.mark.models),
        pytest.param("whisperx", marks=pytest.mark.models),
    ],
)
def aligner(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Aligner:
    if request.param == "hmm":
        from exact_transcription.adapters.alignment.hmm import HmmAligner  # noqa: PLC0415

        return HmmAligner()
    if request.param == "attention":
        return _attention(tmp_path_factory)
    return _whisperx(tmp_path_factory) if request.param == "whisperx" else FakeAligner()


def recognised(said: Sequence[tuple[float, float, str]] = SAID) -> list[Segment]:
    return [
        Segment(
            span=TimeSpan(start=start, end=end),
            text=text,
            speaker="SPEAKER_00",
            scores=DecodingScores(avg_logprob=-0.1, no_speech_prob=0.1, compression_ratio=1.0),
        )
        for start, end, text in said
    ]


def aligned(aligner: Aligner, segments: Sequence[Segment]) -> tuple[Segment | None, ...]:
    return aligner.align(telephone_call(), segments, language="en", progress=FreeProgress())


@pytest.fixture(scope="module")
def call(aligner: Aligner) -> list[Segment]:
    results = aligned(aligner, recognised())
    assert len(results) == len(SAID)
    return [segment for segment in results if segment is not None]


def test_everything_that_was_really_said_is_aligned(call: list[Segment]) -> None:
    assert [segment.text for segment in call] == [text for *_, text in SAID]


def test_words_are_those_of_the_text(call: list[Segment]) -> None:
    assert [[word.text for word in segment.words] for segment in call] == [text.split() for *_, text in SAID]


def test_words_follow_each_other_without_overlap(call: list[Segment]) -> None:
    for segment in call:
        assert all(before.span.end <= after.span.start for before, after in pairwise(segment.words))


def test_words_lie_near_their_segment_and_the_new_segment_covers_them(call: list[Segment]) -> None:
    for segment, (start, end, _) in zip(call, SAID, strict=True):
        assert start - 0.51 <= segment.span.start <= segment.words[0].span.start
        assert segment.words[-1].span.end <= segment.span.end <= end + 0.51


def test_every_time_says_where_it_comes_from(call: list[Segment]) -> None:
    placed = {Provenance.ALIGNED, Provenance.ATTENTION}
    assert all(word.provenance in placed for segment in call for word in segment.words)


def test_speaker_and_scores_stay(call: list[Segment]) -> None:
    assert all(segment.speaker == "SPEAKER_00" and segment.scores is not None for segment in call)


def test_words_that_a_segment_came_with_keep_text_and_confidence(aligner: Aligner) -> None:
    given = interpolated(recognised()[1])
    given = Segment(span=given.span, text=given.text, words=tuple(_sure(word) for word in given.words))
    (found,) = aligned(aligner, [given])
    assert found is not None
    assert [(word.text, word.confidence) for word in found.words] == [
        (word.text, 0.625) for word in given.words
    ]


def _sure(word: Word) -> Word:
    return Word(text=word.text, span=word.span, confidence=0.625, provenance=Provenance.INTERPOLATED)


def test_a_mark_that_stands_alone_joins_the_word_before_it(aligner: Aligner) -> None:
    (found,) = aligned(aligner, recognised([(12.54, 14.18, "This is Diane — in New Jersey ♪")]))
    assert found is not None
    assert [word.text for word in found.words] == ["This", "is", "Diane —", "in", "New", "Jersey ♪"]


def test_a_mark_that_is_a_word_of_its_own_gets_a_guessed_time(aligner: Aligner) -> None:
    span = TimeSpan(start=12.54, end=14.18)
    texts = ["This", "is", "Diane", "—", "in", "New", "Jersey."]
    words = tuple(
        Word(text=text, span=span, confidence=0.5, provenance=Provenance.INTERPOLATED) for text in texts
    )
    (found,) = aligned(aligner, [Segment(span=span, text=" ".join(texts), words=words)])
    assert found is not None
    assert found.words[3].provenance is Provenance.INTERPOLATED
    assert found.words[2].span.end <= found.words[3].span.start <= found.words[4].span.start


@pytest.mark.parametrize("text", ["...", "♪ ♪", "—"])
def test_text_with_nothing_to_say_is_left_to_the_next_aligner(aligner: Aligner, text: str) -> None:
    assert aligned(aligner, recognised([(12.54, 14.18, text)])) == (None,)


def test_results_have_the_order_of_the_segments_and_none_for_what_cannot_be_aligned(aligner: Aligner) -> None:
    segments = recognised([SAID[0], (10.0, 11.0, "…"), SAID[2]])
    first, second, third = aligned(aligner, segments)
    assert second is None
    assert first is not None
    assert third is not None
    assert first.text == SAID[0][2]
    assert third.text == SAID[2][2]


def test_a_segment_at_the_very_end_stays_inside_the_audio(aligner: Aligner) -> None:
    end = telephone_call().duration
    (found,) = aligned(aligner, recognised([(end - 1.6, end + 0.3, "so what can I say")]))
    assert found is None or found.span.end <= end


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.1])
def test_hardly_any_audio_is_no_trouble(aligner: Aligner, seconds: float) -> None:
    segment = Segment(span=TimeSpan(start=0.0, end=seconds), text="This is Diane in New Jersey.")
    (found,) = aligner.align(silence(seconds), [segment], language="en", progress=FreeProgress())
    assert found is None or found.span.end <= seconds


def test_no_segments_give_no_results(aligner: Aligner) -> None:
    assert aligned(aligner, []) == ()


def test_the_same_segments_give_the_same_times(aligner: Aligner, call: list[Segment]) -> None:
    assert list(aligned(aligner, recognised())) == call


def test_a_language_that_nobody_speaks_is_not_supported_and_not_an_error(aligner: Aligner) -> None:
    assert aligner.supports("en")
    assert not aligner.supports("tlh")
    found = aligner.align(telephone_call(), recognised(), language="tlh", progress=FreeProgress())
    assert found == (None,) * len(SAID)


def test_progress_rises_to_one(aligner: Aligner) -> None:
    progress = FreeProgress()
    aligner.align(telephone_call(), recognised(), language="en", progress=progress)
    assert progress.fractions == sorted(progress.fractions)
    assert progress.fractions[-1] == pytest.approx(1.0)


def test_a_request_to_stop_is_heard(aligner: Aligner) -> None:
    with pytest.raises(JobCancelledError):
        aligner.align(telephone_call(), recognised(), language="en", progress=StoppingProgress())


def test_the_model_has_a_name(aligner: Aligner) -> None:
    assert aligner.model
