"""Transcripts that hypothesis makes up."""

from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from exact_transcription.core.domain.diarization import Speaker, Turn
from exact_transcription.core.domain.overlaps import find_overlaps
from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.report import Notice, Report, StageReport
from exact_transcription.core.domain.segment import DecodingScores, Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.domain.word import Provenance, Word, WordFlag

SPEAKERS = ("SPEAKER_00", "SPEAKER_01", "SPEAKER_02")
TIMES = st.floats(min_value=0.0, max_value=1e5, allow_nan=False, allow_infinity=False)
TEXTS = st.text(min_size=1, max_size=20).filter(str.strip)
SPEAKER = st.sampled_from([*SPEAKERS, None])
SHARE = st.floats(min_value=0.0, max_value=1.0)
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def spans(draw: st.DrawFn) -> TimeSpan:
    start, end = sorted((draw(TIMES), draw(TIMES)))
    return TimeSpan(start=start, end=end)


WORDS = st.builds(
    Word,
    text=TEXTS,
    span=spans(),
    confidence=SHARE,
    provenance=st.sampled_from(Provenance),
    speaker=SPEAKER,
    flags=st.frozensets(st.sampled_from(WordFlag), max_size=3),
)
SEGMENTS = st.builds(
    Segment,
    span=spans(),
    text=st.text(max_size=40),
    words=st.lists(WORDS, max_size=6).map(tuple),
    speaker=SPEAKER,
    scores=st.none()
    | st.builds(
        DecodingScores, avg_logprob=FINITE, no_speech_prob=SHARE, compression_ratio=FINITE, temperature=SHARE
    ),
    paragraph=st.none() | st.booleans(),
)
PAUSES = st.builds(
    Pause,
    kind=st.sampled_from(PauseKind),
    span=spans(),
    speaker=SPEAKER,
    next_speaker=SPEAKER,
    tolerance=st.floats(min_value=0.0, max_value=1.0),
)
REPORTS = st.builds(
    Report,
    language_confidence=st.none() | SHARE,
    notices=st.lists(st.builds(Notice, code=TEXTS, message=TEXTS, span=st.none() | spans()), max_size=3).map(
        tuple
    ),
    stages=st.lists(st.builds(StageReport, name=TEXTS, seconds=TIMES, model=st.text()), max_size=3).map(
        tuple
    ),
    noise_floor_db=st.none() | FINITE,
    program=st.text(max_size=20),
)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """Anything that the types allow, whether it makes sense or not."""
    turns = tuple(
        draw(st.lists(st.builds(Turn, span=spans(), speaker=st.sampled_from(SPEAKERS)), max_size=4))
    )
    return Transcript(
        media=draw(
            st.builds(
                Media,
                name=st.text(max_size=20),
                duration=TIMES,
                container=st.text(max_size=5),
                codec=st.text(max_size=5),
                sample_rate=st.integers(0, 400_000),
                channels=st.integers(0, 64),
            )
        ),
        language=draw(st.sampled_from(["en", "zh", "he", ""])),
        segments=tuple(draw(st.lists(SEGMENTS, max_size=4))),
        turns=turns,
        pauses=tuple(draw(st.lists(PAUSES, max_size=4))),
        overlaps=find_overlaps(turns),
        speakers=tuple(
            Speaker(id=speaker, name=draw(st.none() | st.text(max_size=15))) for speaker in SPEAKERS
        ),
        report=draw(REPORTS),
    )


VOCABULARY = (
    *("a", "well,", "Ann", "Lee", "extraordinarily", "yes.", "so", "x" * 60),
    *("日本語", "3", "—", "née", "Why?"),
)


def conversations() -> st.SearchStrategy[Transcript]:
    """Speech as it happens: words in order, silences between, now and then two at once."""
    # A seed, since drawing every word by itself takes longer than the tests.
    return st.integers(0, 2**32).map(lambda seed: _conversation(Random(seed)))  # noqa: S311 - no secret


def _conversation(random: Random) -> Transcript:
    clock = 0.0
    segments = []
    for _ in range(random.randint(0, 6)):
        start = max(0.0, clock + random.uniform(-1.0, 4.0))
        told = random.choice([None, None, True, False])
        segment = replace(_monologue(random, start), paragraph=told)
        clock = segment.span.end
        segments.append(segment)
    segments.sort(key=lambda segment: segment.span.start)
    names = {"SPEAKER_00": "Ann Lee", "SPEAKER_01": "Bartholomew of the Extraordinarily Long Name"}
    return Transcript(
        media=Media(name="talk.wav", duration=clock),
        language=random.choice(["en", "ja"]),
        segments=tuple(segments),
        speakers=tuple(Speaker(id=speaker, name=names.get(speaker)) for speaker in SPEAKERS),
    )


def _monologue(random: Random, start: float) -> Segment:
    speaker = random.choice([*SPEAKERS, None])
    words = []
    at = start
    for text in random.choices(VOCABULARY, k=random.randint(1, 25)):
        at += random.choice([0.0, 0.0, 0.02, 0.4, 2.0])
        length = random.choice([0.0, 0.1, 0.3, 1.0])
        words.append(
            Word(
                text=text,
                span=TimeSpan(start=at, end=at + length),
                confidence=0.5,
                provenance=Provenance.ALIGNED,
                speaker=speaker,
            )
        )
        at += length
    text = " ".join(word.text for word in words)
    return Segment(span=TimeSpan(start=start, end=at), text=text, words=tuple(words), speaker=speaker)
