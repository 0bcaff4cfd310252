"""The real loading code on a small local model, and the best path against WhisperX's own."""

from pathlib import Path

import pytest
import torch

from exact_transcription.adapters.alignment.languages import WHISPER_LANGUAGES, WHISPERX_ALIGN_LANGUAGES
from exact_transcription.adapters.alignment.whisperx import WhisperXAligner
from exact_transcription.core.domain.errors import ModelNotAvailableError
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.word import Provenance
from tests.fakes.progress import FreeProgress
from tests.recordings import telephone_call
from tests.small_wav2vec2 import LETTERS, save_small_model

pytestmark = pytest.mark.models

SEGMENTS = [
    Segment(span=TimeSpan(start=8.92, end=9.80), text="I didn't know you were there."),
    Segment(span=TimeSpan(start=12.54, end=14.18), text="This is 1 of 24 in New Jersey."),
    Segment(span=TimeSpan(start=28.0, end=30.0), text="So what can I say?"),
]


@pytest.fixture(scope="module", params=["layer", "group"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_small_model(tmp_path_factory.mktemp("wav2vec2"), norm=request.param)


def test_languages_are_those_of_whisperx_and_whisper() -> None:
    from faster_whisper.tokenizer import _LANGUAGE_CODES  # noqa: PLC0415 - slow import
    from whisperx.alignment import (  # noqa: PLC0415
        DEFAULT_ALIGN_MODELS_HF,
        DEFAULT_ALIGN_MODELS_TORCH,
    )

    assert set(DEFAULT_ALIGN_MODELS_HF) | set(DEFAULT_ALIGN_MODELS_TORCH) == WHISPERX_ALIGN_LANGUAGES
    assert set(_LANGUAGE_CODES) == WHISPER_LANGUAGES


def test_a_frame_is_320_samples_and_hears_400(folder: Path) -> None:
    from exact_transcription.adapters.alignment.wav2vec2 import AlignmentModel  # noqa: PLC0415 - slow import

    model = AlignmentModel.load("en", name=str(folder), device="cpu", model_dir=None, download=False)
    (heard,) = model.emissions(telephone_call(), [TimeSpan(start=10.0, end=11.0)])
    assert (heard.step, heard.window) == (320, 400)
    assert heard.log_probs.shape == (49, len(LETTERS) + 5)
    # The edge between frames 9 and 10 lies between their middles, samples 3080 and 3400.
    assert heard.instant(10) == pytest.approx(10.0 + 3240 / 16_000)
    assert heard.instant(0) == 10.0
    assert heard.instant(49) <= 11.0


def test_numbers_are_placed_by_a_wildcard_and_say_so(folder: Path) -> None:
    aligner = WhisperXAligner(models={"en": str(folder)}, download=False)
    found = aligner.align(telephone_call(), SEGMENTS, language="en", progress=FreeProgress())
    assert found[1] is not None
    provenance = {word.text: word.provenance for word in found[1].words}
    assert provenance["1"] in {Provenance.WILDCARD, Provenance.INTERPOLATED}
    assert provenance["Jersey."] is Provenance.ALIGNED


def test_the_size_of_a_batch_changes_nothing_for_the_longest(folder: Path) -> None:
    one = WhisperXAligner(models={"en": str(folder)}, download=False, batch_size=1)
    all_at_once = WhisperXAligner(models={"en": str(folder)}, download=False, batch_size=8)
    longest = 2
    single = one.align(telephone_call(), SEGMENTS, language="en", progress=FreeProgress())[longest]
    batched = all_at_once.align(telephone_call(), SEGMENTS, language="en", progress=FreeProgress())[longest]
    assert single is not None
    assert batched is not None
    assert [word.span for word in single.words] == [word.span for word in batched.words]


def test_the_report_names_the_model(folder: Path) -> None:
    aligner = WhisperXAligner(models={"en": str(folder)}, download=False)
    aligner.align(telephone_call(), SEGMENTS[:1], language="en", progress=FreeProgress())
    assert str(folder) in aligner.model


def test_a_model_that_is_not_here_is_an_error_that_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    aligner = WhisperXAligner(models={"en": str(tmp_path / "nothing")}, model_dir=tmp_path, download=False)
    with pytest.raises(ModelNotAvailableError, match="nothing") as raised:
        aligner.align(telephone_call(), SEGMENTS[:1], language="en", progress=FreeProgress())
    assert "wav2vec2" in raised.value.hint
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("seed", range(4))
def test_words_begin_as_in_whisperx_and_end_before_the_silence(seed: int) -> None:
    from whisperx.alignment import backtrack, get_trellis, merge_repeats  # noqa: PLC0415 - slow import

    from exact_transcription.adapters.alignment.ctc_path import Alphabet, word_frames  # noqa: PLC0415

    torch.manual_seed(seed)
    dictionary = {"<pad>": 0, **{letter: 1 + index for index, letter in enumerate("|abcdefgh")}}
    truth = [0, 0, 2, 2, 0, 3, 0, 0, 0, 1, 0, 4, 0, 5, 5, 0, 0, 0, 0, 1, 0, 6, 0, 7, 0, 0]
    scores = torch.randn(len(truth), len(dictionary))
    scores[range(len(truth)), truth] += 6.0
    emissions = scores.log_softmax(dim=-1)
    tokens = [2, 3, 1, 4, 5, 1, 6, 7]
    trellis = get_trellis(emissions, tokens, 0)
    path = backtrack(trellis, emissions, tokens, 0)
    stock = merge_repeats(path, "ab|cd|ef")
    found = word_frames(emissions, ["ab", "cd", "ef"], Alphabet.from_whisperx(dictionary), spaced=True)
    assert found is not None
    placed = [each for each in found if each is not None]
    assert [(each.first, each.last) for each in placed] == [(2, 6), (11, 15), (21, 24)]
    # WhisperX's words end where the next character begins: the silence in between is theirs.
    assert [stock[1].end, stock[4].end] == [9, 19]
    # Its trellis counts a character that lasts several frames as heard in one of them.
    assert all(0 <= stock[3 * index].start - each.first <= 1 for index, each in enumerate(placed))
