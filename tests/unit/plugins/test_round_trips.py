"""What comes back from a file is what was written, as far as the format can hold it."""

import json
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Provenance
from exact_transcription.plugins.documents.schema import SCHEMA_PATH, schema_text
from exact_transcription.plugins.formatting.plain_text import one_line
from exact_transcription.plugins.formatting.subtitles.cues import cues, text_of
from exact_transcription.plugins.formatting.subtitles.options import CueOptions
from exact_transcription.plugins.testing import SAMPLES
from exact_transcription.plugins.testing.builders import said, transcript
from tests.unit.plugins.strategies import conversations, transcripts
from tests.unit.plugins.writing import FORMATS, read, text, written

PLAIN = SAMPLES["plain"]


@given(transcripts())
def test_json_gives_back_an_equal_transcript(original: Transcript) -> None:
    assert read("json", written("json", original)) == original


@pytest.mark.parametrize("name", SAMPLES)
def test_json_gives_back_every_sample(name: str) -> None:
    assert read("json", written("json", SAMPLES[name])) == SAMPLES[name]


def test_json_replaces_what_is_no_text() -> None:
    broken = transcript([said("SPEAKER_00", 0.0, 1.0, "half \ud83d emoji")])
    assert read("json", written("json", broken)).words[1].text == "\N{REPLACEMENT CHARACTER}"


def test_json_holds_every_field_of_every_type() -> None:
    """A field added to a type without being added to the document is found here."""

    def names(value: object) -> set[str]:
        if isinstance(value, tuple | frozenset):
            return set().union(*map(names, value))
        if is_dataclass(value):
            own = {field.name for field in fields(value)}
            return own.union(*(names(getattr(value, name)) for name in own))
        return set()

    def keys(value: object) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(keys, value))
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set()

    flattened = {"span"}
    assert names(PLAIN) - keys(json.loads(text("json", PLAIN))) == flattened


def test_json_has_the_promised_fields_on_top() -> None:
    document = json.loads(text("json", PLAIN))
    promised = {"language", "duration", "words", "segments", "turns", "pauses", "speakers", "report"}
    assert promised <= set(document)
    assert {"text", "start", "end", "confidence", "provenance", "speaker"} <= set(document["words"][0])
    assert {"kind", "start", "end", "speaker", "next_speaker", "tolerance"} == set(document["pauses"][0])
    assert {"speaker", "start", "end"} == set(document["turns"][0])
    assert {"id", "name"} == set(document["speakers"][0])


def test_the_published_schema_is_current() -> None:
    assert SCHEMA_PATH.read_text(encoding="utf-8") == schema_text(), (
        "run: python -m exact_transcription.plugins.documents.schema"
    )


def test_json_of_a_later_minor_version_is_read_without_what_is_new() -> None:
    document = json.loads(text("json", PLAIN))
    document["version"] = "1.7"
    document["moods"] = ["calm"]
    document["words"][0]["mood"] = "calm"
    assert read("json", json.dumps(document)) == PLAIN


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": "2.0"}, "version"),
        ({"format": "other"}, "format"),
        ({"words": []}, "words"),
        ({"duration": "long"}, "duration"),
        ({"speakers": []}, "SPEAKER_00"),
        ({"duration": -1}, "duration"),
    ],
)
def test_a_wrong_document_is_refused_with_its_reason(change: dict[str, object], told: str) -> None:
    document = json.loads(text("json", PLAIN)) | change
    with pytest.raises(InvalidRequestError, match=told):
        read("json", json.dumps(document))


@pytest.mark.parametrize("content", ["", "{", "[1]", '"text"', "[" * 100_000, "nul"])
def test_what_is_no_document_at_all_is_refused(content: str) -> None:
    with pytest.raises(InvalidRequestError):
        read("json", content)


def shown(original: Transcript, **options: object) -> list[tuple[int, int, str]]:
    return [
        (cue.start, cue.end, one_line(" ".join(text_of(line) for part in cue.parts for line in part.lines)))
        for cue in cues(original, CueOptions.model_validate(options))
    ]


def segments_of(back: Transcript) -> list[tuple[int, int, str]]:
    return [
        (round(part.span.start * 1000), round(part.span.end * 1000), one_line(part.text))
        for part in back.segments
    ]


@given(conversations())
def test_srt_gives_back_every_cue(original: Transcript) -> None:
    back = read("srt", written("srt", original, speakers="none"), speakers="none")
    assert sorted(segments_of(back)) == sorted(shown(original, speakers="none"))


@pytest.mark.parametrize("name", SAMPLES)
def test_srt_gives_back_the_cues_of_every_sample(name: str) -> None:
    back = read("srt", written("srt", SAMPLES[name], speakers="none"), speakers="none")
    assert segments_of(back) == shown(SAMPLES[name], speakers="none")


@given(conversations())
def test_vtt_gives_back_every_cue(original: Transcript) -> None:
    back = read("vtt", written("vtt", original, speakers="none"))
    assert sorted(segments_of(back)) == sorted(shown(original, speakers="none"))


@pytest.mark.parametrize("name", SAMPLES)
def test_vtt_gives_back_cues_and_voices_of_every_sample(name: str) -> None:
    original = SAMPLES[name]
    back = read("vtt", written("vtt", original), language=original.language)
    assert segments_of(back) == shown(original, speakers="none")
    labels = [
        each.label for each in original.speakers if any(part.speaker == each.id for part in original.segments)
    ]
    assert {each.label for each in back.speakers} == {one_line(label) or "SPEAKER_03" for label in labels}


def test_vtt_gives_back_word_times() -> None:
    back = read("vtt", written("vtt", PLAIN, word_times=True))
    assert [word.text for word in back.words] == [word.text for word in PLAIN.words]
    assert [word.span.start for word in back.words] == [
        pytest.approx(word.span.start, abs=0.0006) for word in PLAIN.words
    ]
    assert {word.provenance for word in back.words} == {Provenance.EDITED}


def test_srt_gives_back_speakers_where_they_change() -> None:
    back = read("srt", written("srt", PLAIN))
    assert [back.label_of(part.speaker) for part in back.segments] == [
        PLAIN.label_of(part.speaker) for part in PLAIN.segments
    ]
    assert [part.text for part in back.segments] == [part.text for part in PLAIN.segments]
    assert written("srt", back) == written("srt", PLAIN)


def test_srt_gives_back_what_looks_like_markup() -> None:
    original = transcript([said("SPEAKER_00", 0.0, 4.0, "a <i>b</i> {\\an8} --> c")])
    assert read("srt", written("srt", original)).segments[0].text == "a <i>b</i> {\\an8} --> c"


@pytest.mark.parametrize(
    "content",
    [
        "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\n42\n",
        (
            "\ufeff1\r\n00:00:01.000 --> 00:00:02.000\r\n<i>Hello</i>\r\n\r\n2\r\n"
            "00:00:03,000 --> 00:00:04,000 X1:1\r\n42"
        ),
        "00:00:01,000 --> 00:00:02,000\n{\\an8}Hello\n00:00:03,000 --> 00:00:04,000\n42\n\n\n",
    ],
)
def test_srt_is_read_however_other_programs_write_it(content: str) -> None:
    back = read("srt", content)
    assert segments_of(back) == [(1000, 2000, "Hello"), (3000, 4000, "42")]


def test_srt_in_another_encoding_is_read_when_it_is_named() -> None:
    content = "1\n00:00:01,000 --> 00:00:02,000\nCafé\n".encode("latin-1")
    with pytest.raises(InvalidRequestError, match="encoding"):
        read("srt", content)
    assert read("srt", content, encoding="latin-1").segments[0].text == "Café"


def test_srt_with_times_that_go_backwards_names_the_line() -> None:
    with pytest.raises(InvalidRequestError, match="Line 2 "):
        read("srt", "1\n00:00:03,000 --> 00:00:02,000\nHello\n")


def test_vtt_notes_styles_and_settings_are_passed_over() -> None:
    back = read(
        "vtt",
        "WEBVTT - a title\n\nNOTE this\nis a note\n\nSTYLE\n::cue { color: red }\n\nfirst\n"
        "00:01.000 --> 00:02.000 align:start\n<v.loud Ann Lee>Fish &amp; <b>chips</b></v>\n",
    )
    assert segments_of(back) == [(1000, 2000, "Fish & chips")]
    assert back.speakers[0].name == "Ann Lee"


def test_whisperx_json_gives_back_words_and_speakers() -> None:
    back = read("whisperx-json", written("whisperx-json", PLAIN))
    assert [(w.text, w.speaker, w.confidence) for w in back.words] == [
        (w.text, w.speaker, w.confidence) for w in PLAIN.words
    ]
    assert written("whisperx-json", back) == written("whisperx-json", PLAIN)


def test_words_that_whisperx_could_not_place_share_the_time_between_their_neighbours() -> None:
    words = [
        {"word": "It", "start": 1.0, "end": 1.2, "score": 0.8},
        {"word": "cost"},
        {"word": "$5"},
        {"word": "then.", "start": 2.2, "end": 2.5, "score": 0.7},
        {"word": "1999"},
    ]
    segment = {"start": 1.0, "end": 3.0, "text": " It cost $5 then. 1999", "words": words}
    back = read("whisperx-json", json.dumps({"segments": [segment], "language": "en"}))
    assert [(round(w.span.start, 3), round(w.span.end, 3), w.provenance) for w in back.words] == [
        (1.0, 1.2, Provenance.ALIGNED),
        (1.2, 1.7, Provenance.INTERPOLATED),
        (1.7, 2.2, Provenance.INTERPOLATED),
        (2.2, 2.5, Provenance.ALIGNED),
        (2.5, 3.0, Provenance.INTERPOLATED),
    ]
    assert back.words[1].confidence == 0.0


@pytest.mark.parametrize("name", ["json", "whisperx-json", "srt", "vtt", "rttm", "ctm", "stm"])
def test_a_format_is_recognised_by_what_we_write(name: str) -> None:
    data = written(name, PLAIN)
    extension = FORMATS.extension_of(name)
    assert FORMATS.recognize_format(f"interview{extension}", data[:2000]) == name
