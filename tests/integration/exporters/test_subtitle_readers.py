"""Subtitles as other people's programs read them."""

import io
import re
from itertools import pairwise

import pysubs2
import pytest
import webvtt

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.formatting.subtitles.cues import cues, text_of
from exact_transcription.plugins.formatting.subtitles.options import CueOptions
from exact_transcription.plugins.formatting.subtitles.subrip_text import guarded
from exact_transcription.plugins.testing import SAMPLES
from exact_transcription.plugins.testing.builders import said, transcript
from tests.unit.plugins.writing import text, written

Shown = tuple[int, int, str]

READABLE = [name for name in SAMPLES if name != "100 hours"]
"""pysubs2 reads two digits of hours; for so many there is the test of recordings of four days."""


def made(spoken: Transcript, **options: object) -> list[Shown]:
    """What the exporters were given to write."""
    return [
        (cue.start, cue.end, "\n".join(text_of(line) for part in cue.parts for line in part.lines))
        for cue in cues(spoken, CueOptions.model_validate(options))
    ]


@pytest.mark.parametrize("name", READABLE)
def test_pysubs2_reads_srt(name: str) -> None:
    spoken = SAMPLES[name]
    content = text("srt", spoken)
    if not content:
        assert not spoken.segments
        return
    script = pysubs2.SSAFile.from_string(content, format_="srt")
    read = [(event.start, event.end, event.plaintext) for event in script]
    # pysubs2 takes braces and \N for SubStation markup, in whatever format they stand.
    assert read == [
        (start, end, re.sub(r"\{[^}]*\}", "", guarded(shown)).replace(r"\N", "\n"))
        for start, end, shown in made(spoken)
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_webvtt_reads_vtt(name: str) -> None:
    spoken = SAMPLES[name]
    captions = webvtt.from_buffer(io.BytesIO(written("vtt", spoken)))
    read = [
        (round(caption.start_in_seconds * 1000), round(caption.end_in_seconds * 1000)) for caption in captions
    ]
    expected = made(spoken, speakers="none")
    assert [start // 1000 for start, _ in read] == [start // 1000 for start, _, _ in expected]
    assert len(read) == len(expected)
    assert all(one.start <= two.start for one, two in pairwise(captions))


def test_webvtt_reads_text_and_voices() -> None:
    captions = webvtt.from_buffer(io.BytesIO(written("vtt", SAMPLES["plain"])))
    assert captions[0].text == "Alpha bravo, charlie delta."
    assert captions[0].voice == "Ann Lee"
    assert (captions[0].start, captions[0].end) == ("00:00:00.500", "00:00:02.500")


@pytest.mark.parametrize("name", READABLE)
def test_pysubs2_reads_ass(name: str) -> None:
    spoken = SAMPLES[name]
    script = pysubs2.SSAFile.from_string(text("ass", spoken), format_="ass")
    expected = made(spoken)
    assert [event.start for event in script] == [(start + 5) // 10 * 10 for start, _, _ in expected]
    assert script.styles["Default"].fontname == "Arial"
    for event, (_, _, shown) in zip(script, expected, strict=True):
        plain = shown.replace("\\", "\N{FULLWIDTH REVERSE SOLIDUS}").replace("{", "(").replace("}", ")")
        assert event.plaintext == plain


def test_pysubs2_reads_the_karaoke_times_of_words() -> None:
    script = pysubs2.SSAFile.from_string(text("ass", SAMPLES["plain"], speakers="none"), format_="ass")
    assert script[0].name == "Ann Lee"
    assert r"{\k50}Alpha{\k20} bravo,{\k60}{\k20} charlie{\k50} delta." in script[0].text
    for event, (start, end, _) in zip(script, made(SAMPLES["plain"], speakers="none"), strict=True):
        total = sum(int(part.split("}")[0]) for part in event.text.split(r"{\k")[1:])
        assert total <= (end - start) // 10 + 1


@pytest.mark.parametrize("form", ["srt", "ass"])
def test_recordings_of_four_days_are_read(form: str) -> None:
    start = 99 * 3600.0
    spoken = transcript([said("SPEAKER_00", start + 0.5, start + 2.0, "Still here.")])
    [event] = pysubs2.SSAFile.from_string(text(form, spoken), format_=form)
    assert event.start == start * 1000 + 500
    assert event.plaintext == "Still here."
