"""What OpenAI's client makes of our answers, format by format."""

import asyncio
import math
from typing import Any

import pysubs2
import pytest
import webvtt
from openai import AsyncOpenAI
from openai.types.audio import TranscriptionDiarized, TranscriptionVerbose, TranslationVerbose

from exact_transcription.plugins.testing.samples import SAMPLES
from tests.integration.http.openai.conftest import Service

TALK = ("talk.wav", b"sound" * 100)
TEXT = (
    "Alpha bravo, charlie delta. Echo foxtrot golf hotel. India juliett kilo lima? Mike november. "
    "Oscar papa quebec."
)
WORDS = SAMPLES["plain"].words


def test_json_has_the_text_and_how_long_the_audio_is(service: Service) -> None:
    answer = service.client.audio.transcriptions.create(file=TALK, model="whisper-1")
    assert answer.text == TEXT
    assert answer.usage is not None
    assert answer.usage.type == "duration"
    assert answer.usage.seconds == math.ceil(SAMPLES["plain"].duration)
    assert answer.logprobs is None
    assert service.pipeline.asked[0].options.diarize is False


def test_json_has_a_logarithm_for_each_word_when_asked(service: Service) -> None:
    answer = service.client.audio.transcriptions.create(
        file=TALK, model="gpt-4o-transcribe", include=["logprobs"]
    )
    assert answer.logprobs is not None
    assert "".join(each.token or "" for each in answer.logprobs) == TEXT
    assert [math.exp(each.logprob or 0.0) for each in answer.logprobs] == pytest.approx(
        [word.confidence for word in WORDS], abs=1e-5
    )


def test_text_is_the_text(service: Service) -> None:
    answer = service.client.audio.transcriptions.create(file=TALK, model="whisper-1", response_format="text")
    assert answer == f"{TEXT}\n"


def test_subtitles_are_read_by_their_readers(service: Service) -> None:
    srt = service.client.audio.transcriptions.create(file=TALK, model="whisper-1", response_format="srt")
    vtt = service.client.audio.transcriptions.create(file=TALK, model="whisper-1", response_format="vtt")
    cues = pysubs2.SSAFile.from_string(srt, format_="srt")
    assert "Alpha bravo" in cues[0].plaintext
    assert cues[0].start == 500
    assert "Alpha bravo" in webvtt.from_string(vtt)[0].text


@pytest.mark.parametrize(
    ("granularities", "parts"),
    [
        (None, {"segments"}),
        (["word"], {"words"}),
        (["segment"], {"segments"}),
        (["word", "segment"], {"words", "segments"}),
    ],
)
def test_verbose_json_has_the_times_that_are_asked_for(
    service: Service, granularities: list[str] | None, parts: set[str]
) -> None:
    more: dict[str, Any] = {} if granularities is None else {"timestamp_granularities": granularities}
    answer = service.client.audio.transcriptions.create(
        file=TALK,
        model="whisper-1",
        response_format="verbose_json",
        **more,
    )
    assert isinstance(answer, TranscriptionVerbose)
    assert (answer.language, answer.duration, answer.text) == ("english", SAMPLES["plain"].duration, TEXT)
    assert {name for name in ("words", "segments") if getattr(answer, name)} == parts
    if answer.words:
        assert [(each.word, each.start, each.end) for each in answer.words] == [
            (word.text, round(word.span.start, 3), round(word.span.end, 3)) for word in WORDS
        ]
    if answer.segments:
        assert [each.id for each in answer.segments] == [0, 1, 2, 3, 4]


def test_diarized_json_has_segments_of_lettered_speakers(service: Service) -> None:
    answer = service.client.audio.transcriptions.create(
        file=TALK,
        model="gpt-4o-transcribe-diarize",
        response_format="diarized_json",
        chunking_strategy="auto",
    )
    assert isinstance(answer, TranscriptionDiarized)
    assert [each.speaker for each in answer.segments] == ["A", "B", "A", "B", "B"]
    assert answer.segments[0].type == "transcript.text.segment"
    assert answer.segments[0].text == "Alpha bravo, charlie delta."
    assert service.pipeline.asked[0].options.diarize is True


def test_options_reach_the_worker(service: Service) -> None:
    service.client.audio.transcriptions.create(
        file=TALK,
        model="large-v3",
        language="de",
        prompt="Über Züge.",
        temperature=0.4,
        keywords=["Aalen", "Ulm"],
        chunking_strategy={"type": "server_vad", "threshold": 0.4},
    )
    (asked,) = service.pipeline.asked
    assert (asked.options.model, asked.options.language) == ("large-v3", "de")
    assert (asked.options.initial_prompt, asked.options.hotwords) == ("Über Züge.", ("Aalen", "Ulm"))
    assert asked.options.task == "transcribe"
    assert asked.name == "talk.wav"


@pytest.mark.filterwarnings("ignore:deprecated:DeprecationWarning")
def test_a_translation_is_asked_of_the_worker(service: Service) -> None:
    answer = service.client.audio.translations.create(
        file=TALK, model="whisper-1", response_format="verbose_json"
    )
    assert isinstance(answer, TranslationVerbose)
    assert answer.text == TEXT
    assert answer.language == "english"
    assert service.pipeline.asked[0].options.task == "translate"
    assert service.client.audio.translations.create(file=TALK, model="whisper-1").text == TEXT


def test_a_stream_gives_the_text_in_pieces_and_then_as_a_whole(service: Service) -> None:
    events = list(
        service.client.audio.transcriptions.create(file=TALK, model="gpt-4o-transcribe", stream=True)
    )
    assert [event.type for event in events] == ["transcript.text.delta"] * 5 + ["transcript.text.done"]
    assert "".join(event.delta for event in events if event.type == "transcript.text.delta") == TEXT
    assert events[-1].type == "transcript.text.done"
    assert events[-1].text == TEXT


def test_a_diarized_stream_gives_segments_with_speakers(service: Service) -> None:
    events = list(
        service.client.audio.transcriptions.create(
            file=TALK, model="gpt-4o-transcribe-diarize", response_format="diarized_json", stream=True
        )
    )
    segments = [event for event in events if event.type == "transcript.text.segment"]
    deltas = [event for event in events if event.type == "transcript.text.delta"]
    assert [each.speaker for each in segments] == ["A", "B", "A", "B", "B"]
    assert [each.segment_id for each in deltas] == [each.id for each in segments]
    assert "".join(each.delta for each in deltas) == TEXT


def test_the_asynchronous_client_works_alike(service: Service) -> None:
    async def ask() -> tuple[str, list[str]]:
        async with AsyncOpenAI(
            base_url=f"{service.server.address}/v1", api_key="sk-anything", max_retries=0
        ) as client:
            answer = await client.audio.transcriptions.create(file=TALK, model="whisper-1")
            stream = await client.audio.transcriptions.create(
                file=TALK, model="gpt-4o-transcribe", stream=True
            )
            return answer.text, [event.type async for event in stream]

    text, types = asyncio.run(ask())
    assert text == TEXT
    assert types[-1] == "transcript.text.done"


def test_models_are_listed_and_found(service: Service) -> None:
    names = [model.id for model in service.client.models.list()]
    assert {"whisper-1", "gpt-4o-transcribe-diarize", "exact-transcription", "large-v3"} <= set(names)
    found = service.client.models.retrieve("large-v3")
    assert (found.id, found.object) == ("large-v3", "model")


def test_nothing_is_left_behind(service: Service) -> None:
    service.client.audio.transcriptions.create(file=TALK, model="whisper-1")
    list(service.client.audio.transcriptions.create(file=TALK, model="gpt-4o-transcribe", stream=True))
    assert service.nothing_left()
