"""ELAN documents opened by pympi, checked against the rules of the schema, and read back."""

import io
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import HealthCheck, given, settings
from pympi.Elan import Eaf

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.exporters.eaf import EafExporter, EafOptions
from exact_transcription.plugins.formatting.times import milliseconds
from exact_transcription.plugins.importers.eaf import EafImporter, EafReadOptions
from exact_transcription.plugins.testing import SAMPLES
from tests.unit.plugins.strategies import transcripts

ORDER = ["HEADER", "TIME_ORDER", "TIER", "LINGUISTIC_TYPE", "LOCALE", "CONSTRAINT"]
REQUIRED = {
    "ANNOTATION_DOCUMENT": {"AUTHOR", "DATE", "FORMAT", "VERSION"},
    "HEADER": {"TIME_UNITS", "MEDIA_FILE"},
    "MEDIA_DESCRIPTOR": {"MEDIA_URL", "MIME_TYPE"},
    "TIME_SLOT": {"TIME_SLOT_ID", "TIME_VALUE"},
    "TIER": {"TIER_ID", "LINGUISTIC_TYPE_REF"},
    "ALIGNABLE_ANNOTATION": {"ANNOTATION_ID", "TIME_SLOT_REF1", "TIME_SLOT_REF2"},
    "LINGUISTIC_TYPE": {"LINGUISTIC_TYPE_ID"},
    "LOCALE": {"LANGUAGE_CODE"},
    "CONSTRAINT": {"STEREOTYPE"},
}


def written(transcript: Transcript) -> bytes:
    stream = io.BytesIO()
    EafExporter().write(transcript, stream, EafOptions())
    return stream.getvalue()


def in_milliseconds(transcript: Transcript) -> list[tuple[str, int, int, str | None]]:
    return [
        (word.text, milliseconds(word.span.start), milliseconds(word.span.end), word.speaker)
        for word in transcript.words
    ]


def read(data: bytes) -> Transcript:
    return EafImporter().read(io.BytesIO(data), EafReadOptions())


def check_structure(root: Element) -> None:
    """What EAFv3.0.xsd demands of the elements that are used, and ELAN of the times in them."""
    places = [ORDER.index(child.tag) for child in root]
    assert places == sorted(places)
    for element in root.iter():
        assert REQUIRED.get(element.tag, set()) <= set(element.attrib), element.tag
    ids = [each.get("ANNOTATION_ID") for each in root.iter("ALIGNABLE_ANNOTATION")]
    tiers = [tier.get("TIER_ID") for tier in root.iter("TIER")]
    kinds = {kind.get("LINGUISTIC_TYPE_ID") for kind in root.iter("LINGUISTIC_TYPE")}
    assert len(set(ids)) == len(ids)
    assert len(set(tiers)) == len(tiers)
    assert {tier.get("LINGUISTIC_TYPE_REF") for tier in root.iter("TIER")} <= kinds
    assert {tier.get("PARENT_REF") for tier in root.iter("TIER")} - {None} <= set(tiers)
    slots = {slot.get("TIME_SLOT_ID"): int(slot.get("TIME_VALUE", "")) for slot in root.iter("TIME_SLOT")}
    assert list(slots.values()) == sorted(slots.values())
    spans = {tier.get("TIER_ID"): tier_spans(tier, slots) for tier in root.iter("TIER")}
    for tier in root.iter("TIER"):
        own = spans[tier.get("TIER_ID")]
        assert all(start < end for start, end in own)
        assert all(own[index][1] <= own[index + 1][0] for index in range(len(own) - 1))
        if parent := tier.get("PARENT_REF"):
            inside = [any(a <= start and end <= b for a, b in spans[parent]) for start, end in own]
            assert all(inside)


def tier_spans(tier: Element, slots: dict[str | None, int]) -> list[tuple[int, int]]:
    return [
        (slots[each.get("TIME_SLOT_REF1")], slots[each.get("TIME_SLOT_REF2")])
        for each in tier.iter("ALIGNABLE_ANNOTATION")
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_pympi_opens_every_sample(name: str, tmp_path: Path) -> None:
    transcript = SAMPLES[name]
    path = tmp_path / "document.eaf"
    path.write_bytes(written(transcript))
    document = Eaf(str(path))
    words = [
        text
        for tier in document.get_tier_names()
        if document.get_parameters_for_tier(tier)["LINGUISTIC_TYPE_REF"] == "word"
        for _, _, text in document.get_annotation_data_for_tier(tier)
    ]
    assert len(words) == len(transcript.words)
    if transcript.media.name:
        assert len(document.get_linked_files()) == 1
    check_structure(fromstring(path.read_bytes()))  # noqa: S314 - our own


def test_pympi_finds_turns_words_and_pauses_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "document.eaf"
    path.write_bytes(written(SAMPLES["plain"]))
    document = Eaf(str(path))
    assert sorted(document.get_annotation_data_for_tier("Ann Lee")) == [
        (500, 2500, "Alpha bravo, charlie delta."),
        (4600, 6600, "India juliett kilo lima?"),
    ]
    assert sorted(document.get_annotation_data_for_tier("Ann Lee - words"))[1] == (1000, 1200, "bravo,")
    assert max(document.get_annotation_data_for_tier("pauses")) == (8000, 11500, "lapse")
    assert document.get_linked_files()[0]["RELATIVE_MEDIA_URL"] == "./interview.wav"


@pytest.mark.parametrize("name", SAMPLES)
def test_what_a_document_can_hold_comes_back(name: str) -> None:
    data = written(SAMPLES[name])
    back = read(data)
    assert read(written(back)) == back
    assert back.language == SAMPLES[name].language
    assert back.duration >= SAMPLES[name].duration


def test_words_times_and_speakers_of_a_plain_transcript_come_back_unchanged() -> None:
    plain = SAMPLES["plain"]
    back = read(written(plain))
    assert in_milliseconds(back) == in_milliseconds(plain)
    assert (back.speakers, back.duration, back.media.name) == (
        plain.speakers,
        plain.duration,
        plain.media.name,
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(transcript=transcripts())
def test_any_transcript_gives_a_sound_document(transcript: Transcript) -> None:
    data = written(transcript)
    check_structure(fromstring(data))  # noqa: S314 - our own
    assert len(read(data).words) == len(transcript.words)
