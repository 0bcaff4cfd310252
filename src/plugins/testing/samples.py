"""Transcripts that have broken exporters before."""

from collections.abc import Mapping
from dataclasses import replace

from exact_transcription.core.domain.pause import Overlap, PauseKind
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.domain.word import Provenance, Word, WordFlag
from exact_transcription.plugins.testing.builders import pause, said, transcript

HOURS_100 = 360_000.0

HOSTILE_TEXT = (
    "a --> b 00:00:01,000 <i>tag</i> {\\an8} \"quote\" 'single' &amp; & < > \\N \\ | # ; , ;; [x] (y) "
    "two\nlines tab\there cr\r\nlf nul\x00 vt\x0b \u2028 *star* _under_ `tick` ~ $math$ %per @at =eq 1. "
)
"""Everything that means something to some format."""


def _plain() -> Transcript:
    """Two speakers, five segments, every kind of pause, some overlap; every word once."""
    segments = [
        said("SPEAKER_00", 0.5, 2.5, "Alpha bravo, charlie delta."),
        said("SPEAKER_01", 3.0, 5.0, "Echo foxtrot golf hotel."),
        said("SPEAKER_00", 4.6, 6.6, "India juliett kilo lima?"),
        said("SPEAKER_01", 6.62, 8.0, "Mike november."),
        said("SPEAKER_01", 11.5, 13.0, "Oscar papa quebec."),
    ]
    alpha, bravo, charlie, delta = segments[0].words
    trimmed = replace(bravo, span=TimeSpan(start=1.0, end=1.2), provenance=Provenance.TRIMMED)
    moved = replace(charlie, span=TimeSpan(start=1.8, end=2.0))
    segments[0] = replace(segments[0], words=(alpha, trimmed, moved, delta))
    mike, november = segments[3].words
    suspect = replace(november, confidence=0.21, flags=frozenset({WordFlag.SUSPECT_TEXT}))
    segments[3] = replace(segments[3], words=(mike, suspect))
    return transcript(
        segments,
        names={"SPEAKER_00": "Ann Lee"},
        pauses=[
            pause(PauseKind.PAUSE, 1.2, 1.8, "SPEAKER_00", "SPEAKER_00"),
            pause(PauseKind.GAP, 2.5, 3.0, "SPEAKER_00", "SPEAKER_01"),
            pause(PauseKind.LATCH, 6.6, 6.62, "SPEAKER_00", "SPEAKER_01"),
            pause(PauseKind.MICROPAUSE, 7.25, 7.37, "SPEAKER_01", "SPEAKER_01"),
            pause(PauseKind.LAPSE, 8.0, 11.5, "SPEAKER_01", "SPEAKER_01"),
        ],
        overlaps=[
            Overlap(span=TimeSpan(start=4.6, end=5.0), speakers=("SPEAKER_00", "SPEAKER_01")),
        ],
    )


def _without_word_times() -> Transcript:
    segments = [
        replace(said(name, start, start + 2.0, text), words=())
        for name, start, text in (
            ("SPEAKER_00", 0.0, "Nobody aligned this sentence."),
            ("SPEAKER_01", 2.0, "Nor this one."),
        )
    ]
    return transcript(segments)


def _zero_length_words() -> Transcript:
    span = TimeSpan(start=1.0, end=1.0)
    words = tuple(
        Word(text=text, span=span, confidence=0.0, provenance=Provenance.INTERPOLATED, speaker="SPEAKER_00")
        for text in ("all", "at", "once")
    )
    segment = Segment(span=span, text="all at once", words=words, speaker="SPEAKER_00")
    return transcript([segment])


def _awkward_names() -> Transcript:
    names = {
        "SPEAKER_00": 'Ann "Annie" O\'Neil, Jr.',
        "SPEAKER_01": "<b>Bob</b> & Söhne --> {x} [y]: z",
        "SPEAKER_02": "two\nlines\tand a tab",
        "SPEAKER_03": "   ",
        "SPEAKER_04": "Same Name",
        "SPEAKER_05": "Same Name",
        "SPEAKER_06": "N" * 120,
    }
    segments = [
        said(name, 2.0 * index, 2.0 * index + 1.5, f"This is number {name[-1]}.")
        for index, name in enumerate(names)
    ]
    return transcript(segments, names=names, media="a name, with spaces & <marks>.final.mp3")


def _late() -> Transcript:
    return transcript([said("SPEAKER_00", HOURS_100 + 0.5, HOURS_100 + 2.0, "Still here.")])


def _rounding() -> Transcript:
    # Both round up to the next minute, as do the edges of the words between them.
    segment = said("SPEAKER_00", 59.9996, 119.9996, "Almost a whole minute passes.")
    after = said("SPEAKER_01", 3599.9996, 3600.4, "And an hour.")
    return transcript([segment, after])


def _long() -> Transcript:
    text = " ".join(["This monologue goes on,", "and on, and", "on without any end"] * 60)
    return transcript(
        [said("SPEAKER_00", 0.0, 240.0, f"{text}."), said("SPEAKER_00", 240.0, 245.0, "x" * 300)]
    )


def _paragraphs() -> Transcript:
    """One person, a paragraph that begins within a breath, and one that goes on after a long silence."""
    segments = [
        said("SPEAKER_00", 0.0, 2.0, "So it began,"),
        replace(said("SPEAKER_00", 2.0, 4.0, "in another paragraph."), paragraph=True),
        replace(said("SPEAKER_00", 9.0, 10.0, "Which goes on."), paragraph=False),
        said("SPEAKER_01", 10.0, 11.0, "Does it?"),
    ]
    return transcript(segments, pauses=[pause(PauseKind.LAPSE, 4.0, 9.0, "SPEAKER_00", "SPEAKER_00")])


SAMPLES: Mapping[str, Transcript] = {
    "plain": _plain(),
    "hesitations": transcript([said("SPEAKER_00", 0.0, 4.0, "Um, I, uh, hesitate. Er, not you.")]),
    "paragraphs": _paragraphs(),
    "empty": Transcript(media=Media(name="silence.wav", duration=3.0), language="en"),
    "nothing known": Transcript(media=Media(), language=""),
    "nobody told apart": transcript([said(None, 0.0, 1.0, "Who says so?"), said(None, 1.0, 2.0, "I do.")]),
    "without word times": _without_word_times(),
    "zero-length words": _zero_length_words(),
    "without confidence": transcript([said("SPEAKER_00", 0.0, 1.0, "Not sure at all.", confidence=0.0)]),
    "overlapping turns": transcript(
        [said("SPEAKER_00", 0.0, 4.0, "I talk and talk."), said("SPEAKER_01", 1.0, 3.0, "And so do I.")],
        overlaps=[Overlap(span=TimeSpan(start=1.0, end=3.0), speakers=("SPEAKER_00", "SPEAKER_01"))],
    ),
    "awkward names": _awkward_names(),
    "hostile text": transcript([said("SPEAKER_00", 0.0, 30.0, HOSTILE_TEXT)]),
    "right to left": transcript(
        [
            said("SPEAKER_00", 0.0, 2.0, "שלום, מה שלומך היום?"),
            said("SPEAKER_01", 2.0, 4.0, "אני בסדר Python 3 תודה."),
        ],
        names={"SPEAKER_00": "דנה לוי"},
        language="he",
    ),
    "arabic": transcript([said("SPEAKER_00", 0.0, 2.0, "السلام عليكم ورحمة الله")], language="ar"),
    "chinese": transcript(
        [
            said("SPEAKER_00", 0.0, 2.0, "你 好 \N{FULLWIDTH COMMA} 我 用 Python 3 写 程 序 。"),
            said("SPEAKER_01", 2.0, 3.0, "好 。"),
        ],
        names={"SPEAKER_00": "王小明"},
        language="zh",
    ),
    "japanese": transcript(
        [said("SPEAKER_00", 0.0, 20.0, "今日 は 「 とても 」 いい 天気 です ね 。 " * 12)], language="ja"
    ),
    "thai": transcript([said("SPEAKER_00", 0.0, 2.0, "สวัสดี ครับ ยินดี ที่ ได้ รู้จัก")], language="th"),
    "marks": transcript([said("SPEAKER_00", 0.0, 2.0, "e\u0301te\u0301 👩‍👩‍👧 नमस्ते naïve — “quoted”…")]),
    "59.9996 seconds": _rounding(),
    "100 hours": _late(),
    "long": _long(),
}
"""Name to transcript."""
