"""JSON as its own schema, WhisperX and the openai client read it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openai.types.audio import TranscriptionDiarized, TranscriptionVerbose
from whisperx.utils import get_writer

from exact_transcription.plugins.documents.schema import SCHEMA_PATH
from exact_transcription.plugins.testing import SAMPLES
from tests.unit.plugins.writing import text

SCHEMA = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_canonical_json_is_valid_by_its_published_schema(name: str) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    document = json.loads(text("json", SAMPLES[name]))
    assert [error.message for error in validator.iter_errors(document)] == []


def test_the_schema_itself_is_valid_and_refuses_what_is_no_transcript() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    document = json.loads(text("json", SAMPLES["plain"]))
    document["words"][0]["start"] = -1
    document["pauses"][0]["kind"] = "nap"
    del document["language"]
    assert len(list(validator.iter_errors(document))) == 3


def strictly(kind: Any, content: str) -> Any:
    """The client's models, checked: the client itself takes anything."""
    return kind.model_validate_json(content, strict=True)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_openai_client_reads_verbose_json(name: str) -> None:
    transcript = SAMPLES[name]
    answer = strictly(TranscriptionVerbose, text("openai-verbose-json", transcript))
    assert answer.segments is not None
    assert [segment.text for segment in answer.segments] == [part.text for part in transcript.segments]
    assert answer.words is not None
    assert [word.word for word in answer.words] == [word.text for word in transcript.words]
    assert not answer.model_extra or set(answer.model_extra) == {"task"}


def test_the_openai_client_reads_the_language_by_name() -> None:
    answer = strictly(TranscriptionVerbose, text("openai-verbose-json", SAMPLES["plain"]))
    assert answer.language == "english"
    assert answer.duration == 13.0


@pytest.mark.parametrize("name", SAMPLES)
def test_the_openai_client_reads_diarized_json(name: str) -> None:
    answer = strictly(TranscriptionDiarized, text("openai-diarized-json", SAMPLES[name]))
    assert [segment.id for segment in answer.segments] == [f"seg_{n}" for n in range(len(answer.segments))]
    if name == "plain":
        assert answer.segments[0].speaker == "Ann Lee"
        assert answer.segments[0].text == "Alpha bravo, charlie delta."


@pytest.mark.parametrize("form", ["srt", "vtt", "txt", "tsv", "json", "aud"])
@pytest.mark.parametrize("name", ["plain", "empty", "chinese", "without word times", "nobody told apart"])
def test_whisperx_writers_read_whisperx_json(form: str, name: str, tmp_path: Path) -> None:
    result = json.loads(text("whisperx-json", SAMPLES[name]))
    options = {"max_line_width": None, "max_line_count": None, "highlight_words": False}
    get_writer(form, str(tmp_path))(result, "interview.wav", options)
    [written] = tmp_path.iterdir()
    content = written.read_text(encoding="utf-8")
    if name == "plain" and form != "json":
        assert "Alpha bravo, charlie delta." in content
    if name == "plain" and form == "srt":
        assert "[SPEAKER_00]: Alpha bravo, charlie delta." in content
        assert "00:00:00,500 --> 00:00:02,500" in content
