"""What the adapter adds to WhisperX, on the sample of pyannote.audio with the packaged models."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from exact_transcription.adapters.asr.batched_whisper import BatchedWhisper
from exact_transcription.adapters.asr.whisperx import WhisperXRecognizer
from exact_transcription.adapters.models.whisper import WhisperModelStore
from exact_transcription.core.domain.errors import InvalidRequestError, ResourceExhaustedError
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.speech_recognition import Recognition, RecognitionOptions
from tests.fakes.progress import FreeProgress
from tests.fakes.voice_activity import FakeVoiceActivityDetector
from tests.recordings import excerpt, telephone_call

pytestmark = pytest.mark.models
PIECES = ((7.0, 12.4), (12.4, 14.4), (14.4, 18.0), (18.0, 22.0), (24.0, 29.9))


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> WhisperModelStore:
    return WhisperModelStore(cache_dir=tmp_path_factory.mktemp("models"), download=False)


# In float32: 8-bit numbers are rounded otherwise by another processor, and now and then give another word.
@pytest.fixture(scope="module")
def tiny(models: WhisperModelStore) -> WhisperXRecognizer:
    return WhisperXRecognizer(model="tiny.en", models=models, device="cpu", compute_type="float32", threads=2)


@pytest.fixture(scope="module")
def base(models: WhisperModelStore) -> WhisperXRecognizer:
    return WhisperXRecognizer(model="base", models=models, device="cpu", compute_type="float32", threads=2)


def heard(
    recognizer: WhisperXRecognizer, waveform: Waveform, options: RecognitionOptions | None = None
) -> Recognition:
    activity = FakeVoiceActivityDetector().detect(waveform, progress=FreeProgress())
    return recognizer.recognize(
        waveform, activity, options=options or RecognitionOptions(), progress=FreeProgress()
    )


def text_of(recognition: Recognition) -> str:
    return " ".join(segment.text for segment in recognition.segments)


def far_apart() -> tuple[Waveform, VoiceActivity]:
    """Parts of the call with half a minute of silence after each, so that each becomes a chunk."""
    parts, spans, cursor = [], [], 0.0
    for start, end in PIECES:
        samples = telephone_call().cut(TimeSpan(start=start, end=end))
        parts += [samples, np.zeros(30 * 16_000, dtype=np.float32)]
        spans.append(TimeSpan(start=cursor, end=cursor + len(samples) / 16_000))
        cursor += len(samples) / 16_000 + 30.0
    activity = VoiceActivity(speech=tuple(spans), scores=np.zeros(0, dtype=np.float32), frame_step=0.0)
    return Waveform(np.concatenate(parts)), activity


class Cramped(BatchedWhisper):
    """Has room for so many chunks at once; the error is the one that CTranslate2 raises on a GPU."""

    room = 1
    tried: list[int]

    def generate_segment_batched(self, features: Any, *rest: Any, **named: Any) -> dict[str, list[Any]]:
        self.tried.append(features.shape[0])
        if features.shape[0] > self.room:
            raise RuntimeError("CUDA failed with error out of memory")
        found: dict[str, list[Any]] = super().generate_segment_batched(features, *rest, **named)
        return found


@pytest.fixture
def cramped(
    models: WhisperModelStore, monkeypatch: pytest.MonkeyPatch
) -> tuple[WhisperXRecognizer, type[Cramped]]:
    monkeypatch.setattr("exact_transcription.adapters.asr.batched_whisper.BatchedWhisper", Cramped)
    monkeypatch.setattr(Cramped, "tried", [], raising=False)
    return WhisperXRecognizer(model="tiny.en", models=models, device="cpu", batch_size=5), Cramped


def test_the_call_is_understood(base: WhisperXRecognizer) -> None:
    text = text_of(heard(base, telephone_call())).lower()
    for phrase in (
        "i didn't know you were there",
        "in new jersey",
        "originally from chicago",
        "yankee down here",
    ):
        assert phrase in text


def test_words_are_placed_where_they_are_said(base: WhisperXRecognizer) -> None:
    words = [word for segment in heard(base, telephone_call()).segments for word in segment.words]
    (sheila,) = [word for word in words if word.text.startswith("Sheila")]
    assert 14.5 < sheila.span.middle < 15.8
    assert len(words) > 60


def test_the_language_is_found_out_and_believed(base: WhisperXRecognizer) -> None:
    found = heard(base, telephone_call())
    assert found.language == "en"
    assert found.language_confidence is not None
    assert found.language_confidence > 0.9


def test_a_language_that_was_found_out_gives_the_text_of_one_that_was_given(base: WhisperXRecognizer) -> None:
    given = heard(base, telephone_call(), RecognitionOptions(language="en"))
    assert text_of(given) == text_of(heard(base, telephone_call()))


@pytest.mark.parametrize(
    "options",
    [
        RecognitionOptions(language="en", hotwords=("Sheelagh",)),
        RecognitionOptions(language="en", hotwords=("Sheelagh", "Okonkwo")),
    ],
)
def test_hotwords_change_the_spelling(base: WhisperXRecognizer, options: RecognitionOptions) -> None:
    plain = text_of(heard(base, excerpt(14.2, 18.0), RecognitionOptions(language="en")))
    told = text_of(heard(base, excerpt(14.2, 18.0), options))
    assert "Sheelagh" not in plain
    assert "Sheelagh" in told


def test_a_prompt_changes_the_spelling(tiny: WhisperXRecognizer) -> None:
    options = RecognitionOptions(initial_prompt="A call between Dyan and Sheelagh.")
    assert "Sheelagh" in text_of(heard(tiny, excerpt(14.2, 18.0), options))


def test_a_prompt_longer_than_the_model_can_read_is_cut(tiny: WhisperXRecognizer) -> None:
    options = RecognitionOptions(
        initial_prompt="So we talked about the weather. " * 100, hotwords=("New", "Jersey") * 200
    )
    assert "jersey" in text_of(heard(tiny, excerpt(12.0, 18.0), options)).lower()


def test_chunks_of_a_batch_do_not_mix(tiny: WhisperXRecognizer) -> None:
    waveform, activity = far_apart()
    together = tiny.recognize(waveform, activity, options=RecognitionOptions(), progress=FreeProgress())
    for (start, end), span in zip(PIECES, activity.speech, strict=True):
        alone = text_of(heard_everywhere(tiny, excerpt(start, end)))
        mine = " ".join(s.text for s in together.segments if s.span.overlap_with(span))
        assert overlap(alone, mine) > 0.5


def heard_everywhere(recognizer: WhisperXRecognizer, waveform: Waveform) -> Recognition:
    everywhere = VoiceActivity(
        speech=(TimeSpan(start=0.0, end=waveform.duration),),
        scores=np.zeros(0, dtype=np.float32),
        frame_step=0.0,
    )
    return recognizer.recognize(waveform, everywhere, options=RecognitionOptions(), progress=FreeProgress())


def overlap(first: str, second: str) -> float:
    """The share of words that two texts have in common; the margin of a chunk may change one or two."""
    one, other = set(first.lower().split()), set(second.lower().split())
    return len(one & other) / max(1, len(one | other))


def test_segments_say_what_the_recogniser_thinks_of_them(tiny: WhisperXRecognizer) -> None:
    for segment in heard(tiny, excerpt(12.0, 18.0)).segments:
        assert segment.scores is not None
        assert -1.0 < segment.scores.avg_logprob < 0.0
        assert 0.0 <= segment.scores.no_speech_prob < 0.5
        assert 0.5 < segment.scores.compression_ratio < 2.4


def test_without_word_times_segments_come_without_words(models: WhisperModelStore) -> None:
    recognizer = WhisperXRecognizer(model="tiny.en", models=models, device="cpu", word_times=False)
    segments: Sequence[Any] = heard(recognizer, excerpt(12.0, 18.0)).segments
    assert segments
    assert all(segment.words == () for segment in segments)


def test_a_batch_that_does_not_fit_is_halved_until_it_does(
    cramped: tuple[WhisperXRecognizer, type[Cramped]], tiny: WhisperXRecognizer
) -> None:
    recognizer, kind = cramped
    waveform, activity = far_apart()
    found = recognizer.recognize(waveform, activity, options=RecognitionOptions(), progress=FreeProgress())
    assert kind.tried[:3] == [5, 2, 1]
    roomy = tiny.recognize(waveform, activity, options=RecognitionOptions(), progress=FreeProgress())
    assert overlap(text_of(found), text_of(roomy)) > 0.7


def test_no_room_for_a_single_chunk_is_an_error_that_says_what_to_do(
    cramped: tuple[WhisperXRecognizer, type[Cramped]], monkeypatch: pytest.MonkeyPatch
) -> None:
    recognizer, kind = cramped
    monkeypatch.setattr(kind, "room", 0)
    with pytest.raises(ResourceExhaustedError, match="smaller model"):
        heard(recognizer, excerpt(12.0, 18.0))


def test_a_translation_is_english_whatever_the_language(base: WhisperXRecognizer) -> None:
    # The model takes the language that it is told for the one that is spoken: asked to write German it writes
    # German, asked to translate it writes English.
    talk = excerpt(14.4, 18.0)
    written = heard(base, talk, RecognitionOptions(language="de"))
    translated = heard(base, talk, RecognitionOptions(language="de", task="translate"))
    assert "Ich bin" in text_of(written)
    assert "I'm Sheila" in text_of(translated)
    assert translated.language == "de"


def test_a_model_for_english_only_refuses_to_translate(tiny: WhisperXRecognizer) -> None:
    with pytest.raises(InvalidRequestError, match="cannot translate"):
        heard(tiny, excerpt(14.4, 18.0), RecognitionOptions(task="translate"))
