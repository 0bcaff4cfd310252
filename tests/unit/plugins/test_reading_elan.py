import io

import pytest

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.importers.eaf import EafImporter, EafReadOptions

HAND_MADE = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="somebody" DATE="2019-06-07T11:56:48+01:00" FORMAT="2.8" VERSION="2.8">
 <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
  <MEDIA_DESCRIPTOR MEDIA_URL="file:///D:/talks/a%20talk.mp3" MIME_TYPE="audio/mpeg"/>
 </HEADER>
 <TIME_ORDER>
  <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1000"/>
  <TIME_SLOT TIME_SLOT_ID="ts2"/>
  <TIME_SLOT TIME_SLOT_ID="ts3"/>
  <TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="4000"/>
  <TIME_SLOT TIME_SLOT_ID="ts5" TIME_VALUE="5000"/>
 </TIME_ORDER>
 <TIER LINGUISTIC_TYPE_REF="utterance" PARTICIPANT="Kofi" TIER_ID="K-Spch">
  <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts4">
   <ANNOTATION_VALUE>so &lt;we&gt; went</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts4" TIME_SLOT_REF2="ts5">
   <ANNOTATION_VALUE>home</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
 </TIER>
 <TIER LINGUISTIC_TYPE_REF="words" PARENT_REF="K-Spch" PARTICIPANT="Kofi" TIER_ID="K-Words">
  <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">
   <ANNOTATION_VALUE>so</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a4" TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts3">
   <ANNOTATION_VALUE>we</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a5" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4">
   <ANNOTATION_VALUE>went</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
 </TIER>
 <TIER LINGUISTIC_TYPE_REF="gloss" PARENT_REF="K-Spch" TIER_ID="K-English">
  <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a6" ANNOTATION_REF="a1">
   <ANNOTATION_VALUE>a translation</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
 </TIER>
 <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="utterance" TIME_ALIGNABLE="true"/>
 <LINGUISTIC_TYPE CONSTRAINTS="Time_Subdivision" LINGUISTIC_TYPE_ID="words" TIME_ALIGNABLE="true"/>
 <LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Association" LINGUISTIC_TYPE_ID="gloss" TIME_ALIGNABLE="false"/>
 <LOCALE LANGUAGE_CODE="ak"/>
</ANNOTATION_DOCUMENT>
"""

SYMBOLIC_WORDS = (
    HAND_MADE.replace(
        '<ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">', "<REF a3>"
    )
    .replace(
        '<ALIGNABLE_ANNOTATION ANNOTATION_ID="a4" TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts3">', "<REF a4>"
    )
    .replace(
        '<ALIGNABLE_ANNOTATION ANNOTATION_ID="a5" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4">', "<REF a5>"
    )
)


def read(data: bytes | str, **options: str) -> Transcript:
    raw = data.encode() if isinstance(data, str) else data
    return EafImporter().read(io.BytesIO(raw), EafReadOptions.model_validate(options))


def times(transcript: Transcript) -> list[tuple[str, float, float]]:
    return [(word.text, word.span.start, word.span.end) for word in transcript.words]


def test_a_document_made_by_hand_gives_turns_words_language_and_media() -> None:
    transcript = read(HAND_MADE)
    assert [(segment.text, segment.span.start, segment.span.end) for segment in transcript.segments] == [
        ("so <we> went", 1.0, 4.0),
        ("home", 4.0, 5.0),
    ]
    assert (transcript.language, transcript.media.name) == ("ak", "a talk.mp3")
    assert [speaker.name for speaker in transcript.speakers] == ["Kofi"]


def test_slots_without_a_time_are_spread_evenly() -> None:
    assert times(read(HAND_MADE)) == [("so", 1.0, 2.0), ("we", 2.0, 3.0), ("went", 3.0, 4.0)]


def test_words_without_times_of_their_own_share_their_parent() -> None:
    symbolic = SYMBOLIC_WORDS
    for identity in ("a3", "a4", "a5"):
        symbolic = symbolic.replace(
            f"<REF {identity}>", f'<REF_ANNOTATION ANNOTATION_ID="{identity}" ANNOTATION_REF="a1">'
        )
    head, tail = symbolic.split('TIER_ID="K-Words">')
    words, rest = tail.split("</TIER>", 1)
    symbolic = f'{head}TIER_ID="K-Words">{words.replace("/ALIGNABLE_", "/REF_")}</TIER>{rest}'
    assert times(read(symbolic)) == [("so", 1.0, 2.0), ("we", 2.0, 3.0), ("went", 3.0, 4.0)]


def test_a_translation_is_not_what_was_said() -> None:
    assert "translation" not in read(HAND_MADE).text


def test_a_given_language_counts_more_than_the_documents() -> None:
    assert read(HAND_MADE, language="tw").language == "tw"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x00\x01", "not XML"),
        (b"<html/>", "begins with <html>"),
        (HAND_MADE.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1).encode(), "entities"),
        (
            HAND_MADE.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
            .replace("UTF-8", "UTF-16")
            .encode("utf-16"),
            "entities",
        ),
        (
            HAND_MADE.replace('TIME_SLOT_REF1="ts4"', 'TIME_SLOT_REF1="ts9"').encode(),
            "a2 refers to no time slot",
        ),
        (HAND_MADE.replace('ANNOTATION_REF="a1"', 'ANNOTATION_REF="a99"').encode(), "a6 refers to none"),
        (HAND_MADE.replace('"4000"', '"4 s"').encode(), "'4 s', not milliseconds"),
        (HAND_MADE.replace('"milliseconds"', '"PAL-frames"').encode(), "frames"),
    ],
)
def test_what_is_no_elan_document_is_refused_with_its_reason(data: bytes, message: str) -> None:
    with pytest.raises(InvalidRequestError, match=message):
        read(data)
