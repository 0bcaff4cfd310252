import io

import pytest

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.pause import PauseKind
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.importers.textgrid import TextGridImporter, TextGridReadOptions

LONG = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 2.5
tiers? <exists>
size = 3
item []:
    item [1]:
        class = "IntervalTier"
        name = "Mary"
        xmin = 0
        xmax = 2.5
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 1.25
            text = "She said ""hello"" !"
        intervals [2]:
            xmin = 1.25
            xmax = 2.5
            text = ""
    item [2]:
        class = "TextTier"
        name = "bell"
        xmin = 0
        xmax = 2.5
        points: size = 1
        points [1]:
            number = 2.0
            mark = "ding"
    item [3]:
        class = "IntervalTier"
        name = "Mary - words"
        xmin = 0
        xmax = 2.5
        intervals: size = 3
        intervals [1]:
            xmin = 0
            xmax = 0.5
            text = "She"
        intervals [2]:
            xmin = 0.5
            xmax = 1.0
            text = "said"
        intervals [3]:
            xmin = 1.0
            xmax = 2.5
            text = ""
"""

SHORT = """File type = "ooTextFile"
Object class = "TextGrid"

0
2.5
<exists>
1
"IntervalTier"
"John"
0
2.5
2
0
1e0
"two
lines"
1
2.5
""
"""


def read(data: bytes | str, **options: str) -> Transcript:
    raw = data.encode() if isinstance(data, str) else data
    return TextGridImporter().read(io.BytesIO(raw), TextGridReadOptions.model_validate(options))


def test_a_long_grid_gives_turns_words_and_the_length_but_no_points() -> None:
    transcript = read(LONG)
    assert transcript.duration == 2.5
    assert [(speaker.id, speaker.name) for speaker in transcript.speakers] == [("SPEAKER_00", "Mary")]
    [segment] = transcript.segments
    assert segment.text == 'She said "hello" !'
    assert [(word.text, word.span.start, word.span.end) for word in segment.words] == [
        ("She", 0.0, 0.5),
        ("said", 0.5, 1.0),
    ]
    assert [(turn.span.start, turn.span.end) for turn in transcript.turns] == [(0.0, 1.25)]


def test_a_short_grid_is_read_alike() -> None:
    [segment] = read(SHORT).segments
    assert (segment.text, segment.span.end, segment.words) == ("two lines", 1.0, ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_the_encodings_that_praat_writes_are_read(encoding: str) -> None:
    text = LONG.replace("She said", "Sie hörte").replace("\n", "\r\n")
    assert read(text.encode(encoding)).segments[0].text == 'Sie hörte "hello" !'


def test_utf_16_with_its_big_end_first_is_read() -> None:
    data = b"\xfe\xff" + LONG.replace("Mary", "Мария").encode("utf-16-be")
    assert read(data).speakers[0].name == "Мария"


def test_comments_are_no_values() -> None:
    commented = LONG.replace("xmin = 0\n", "xmin = 0 ! from 1 to 3\n", 1)
    assert read(commented) == read(LONG)


def test_intervals_of_other_tiers_can_be_words_or_nothing() -> None:
    as_words = read(SHORT, other_tiers="words")
    assert [word.text for word in as_words.words] == ["two lines"]
    assert read(SHORT, other_tiers="ignore").segments == ()


def test_words_outside_turns_are_kept() -> None:
    moved = LONG.replace('text = "She said ""hello"" !"', 'text = ""')
    transcript = read(moved)
    assert [segment.text for segment in transcript.segments] == ["She said"]
    assert [word.speaker for word in transcript.words] == ["SPEAKER_00", "SPEAKER_00"]


def test_phones_are_left_out_and_pauses_are_pauses() -> None:
    phones = read(LONG.replace("Mary - words", "Mary - phones"))
    assert phones.words == ()
    pauses = read(SHORT.replace("John", "pauses").replace("two\nlines", "gap"))
    assert [(pause.kind, pause.span.end) for pause in pauses.pauses] == [(PauseKind.GAP, 1.0)]
    assert pauses.speakers == ()


def test_a_grid_without_tiers_is_an_empty_transcript() -> None:
    transcript = read('"ooTextFile"\n"TextGrid"\n0\n7\n<absent>\n')
    assert (transcript.duration, transcript.segments) == (7.0, ())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"ooBinaryFile\x08TextGrid\x00", "binary"),
        (b'"Praat chronological TextGrid text file"\n0 1\n', "chronological"),
        (b'File type = "ooTextFile"\nObject class = "Sound 2"\n', "not a TextGrid"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nHello\n", "the file type"),
        (SHORT[:-30].encode(), "not whole"),
        (SHORT.replace("1e0", '"one"').encode(), "Line 14"),
        (SHORT.replace('"IntervalTier"', '"Pitch"').encode(), "unknown class"),
        (SHORT.replace("<exists>\n1", "<exists>\n1.5").encode(), "cannot be 1.5"),
        (SHORT.replace("0\n1e0", "2\n1e0").encode(), "from 2.0 to 1.0"),
        (b"", "ends before"),
    ],
)
def test_what_is_no_grid_is_refused_with_its_reason(data: bytes, message: str) -> None:
    with pytest.raises(InvalidRequestError, match=message):
        read(data)
