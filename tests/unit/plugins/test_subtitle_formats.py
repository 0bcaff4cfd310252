"""What subtitles look like, to the character."""

from textwrap import dedent

from exact_transcription.plugins.testing import SAMPLES
from exact_transcription.plugins.testing.builders import said, transcript
from tests.unit.plugins.writing import text


def block(content: str) -> str:
    return dedent(content).lstrip("\n")


def test_vtt_escapes_and_names_voices() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 2.0, "a < b && c --> d")], names={"SPEAKER_00": "A & <B>"})
    assert text("vtt", spoken) == block("""
        WEBVTT

        00:00:00.000 --> 00:00:02.000
        <v A &amp; &lt;B&gt;>a &lt; b &amp;&amp; c --&gt; d</v>

        """)


def test_vtt_word_times_grow_and_lie_inside_their_cue() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 3.0, "One two three")])
    assert "One <00:00:01.000>two <00:00:02.000>three" in text("vtt", spoken, word_times=True)


def test_srt_is_numbered_from_one_with_an_empty_line_after_each_cue() -> None:
    made = text("srt", SAMPLES["59.9996 seconds"])
    assert made.startswith("1\n00:01:00,000 --> 00:01:12,000\nSPEAKER_00: Almost\n\n2\n")
    assert made.endswith("6\n01:00:00,000 --> 01:00:01,200\nSPEAKER_01: And an hour.\n\n")


def test_srt_hides_what_players_take_for_markup_without_losing_it() -> None:
    made = text("srt", transcript([said("SPEAKER_00", 0.0, 2.0, "<i> {\\an8} -->")]))
    body = made.splitlines()[2]
    assert "<i>" not in body
    assert "-->" not in body
    assert body.replace("\N{WORD JOINER}", "") == "<i> {\\an8} -->"


def test_srt_can_underline_each_word_while_it_is_spoken() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 2.0, "One two")])
    assert text("srt", spoken, highlight_words=True) == block("""
        1
        00:00:00,000 --> 00:00:01,000
        <u>One</u> two

        2
        00:00:01,000 --> 00:00:02,000
        One <u>two</u>

        """)


def test_ass_karaoke_waits_through_silence() -> None:
    spoken = transcript([said("SPEAKER_00", 0.0, 1.0, "One"), said("SPEAKER_00", 1.5, 2.0, "two")])
    assert r"{\k100}One{\k50}{\k50} two" in text("ass", spoken)
