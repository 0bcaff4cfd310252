from hypothesis import given
from hypothesis import strategies as st

from exact_transcription.core.domain.passages import APART, LONGEST, joined, parted, passages
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.word import Provenance, Word


def said(text: str, start: float, end: float) -> Segment:
    texts = text.split()
    step = (end - start) / max(len(texts), 1)
    words = tuple(
        Word(
            text=each,
            span=TimeSpan(start=start + i * step, end=start + (i + 1) * step),
            confidence=0.5,
            provenance=Provenance.ATTENTION,
        )
        for i, each in enumerate(texts)
    )
    return Segment(span=TimeSpan(start=start, end=end), text=text, words=words)


def moved(segment: Segment, seconds: float) -> Segment:
    words = tuple(
        Word(
            text=word.text,
            span=word.span.shifted(seconds),
            confidence=word.confidence,
            provenance=Provenance.ALIGNED,
        )
        for word in segment.words
    )
    return Segment(span=segment.span.shifted(seconds), text=segment.text, words=words)


@st.composite
def talks(draw: st.DrawFn) -> list[Segment]:
    clock, segments = 0.0, []
    for _ in range(draw(st.integers(0, 12))):
        clock += draw(st.floats(0, 2))
        duration = draw(st.floats(0.2, 12))
        segments.append(
            said(draw(st.sampled_from(["", "yes", "so it is", "a b c d"])), clock, clock + duration)
        )
        clock += duration
    return segments


@given(talks())
def test_every_segment_is_in_one_passage_and_in_order(segments: list[Segment]) -> None:
    assert [i for group in passages(segments) for i in group] == list(range(len(segments)))


@given(talks())
def test_no_passage_is_too_long_unless_a_segment_is(segments: list[Segment]) -> None:
    for group in passages(segments):
        whole = joined([segments[i] for i in group])
        assert len(group) == 1 or whole.span.duration <= LONGEST


@given(talks(), st.floats(0, 5))
def test_parting_undoes_joining(segments: list[Segment], seconds: float) -> None:
    for group in passages(segments):
        members = [segments[i] for i in group]
        parts = parted(moved(joined(members), seconds), members)
        assert parts is not None
        assert [part.text for part in parts] == [member.text for member in members]
        assert [len(part.words) for part in parts] == [len(member.words) for member in members]
        for part, member in zip(parts, members, strict=True):
            if member.words:
                assert part.words[0].span == member.words[0].span.shifted(seconds)


def test_a_long_silence_parts_passages() -> None:
    segments = [said("one two", 0, 1), said("three", 1.1, 2), said("four", 2 + APART, 4)]
    assert passages(segments) == [(0, 1), (2,)]


def test_other_words_than_were_given_cannot_be_parted() -> None:
    members = [said("one two", 0, 1), said("three", 1.1, 2)]
    assert parted(said("one too three", 0, 2), members) is None
