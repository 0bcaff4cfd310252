from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from exact_transcription.core.domain.errors import ModelNotAvailableError
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.domain.word import Provenance
from exact_transcription.core.ports.progress import Progress
from exact_transcription.core.usecases.align_chain import aligned
from tests.fakes.progress import FreeProgress
from tests.unit.core.test_passages import said

AUDIO = Waveform(np.zeros(16_000 * 20, np.float32))


class Picky:
    """Aligns the segments whose text it likes, and remembers what it was given."""

    model = "picky"

    def __init__(self, *likes: str, language: str = "en", missing: bool = False) -> None:
        self.given: list[str] = []
        self._likes, self._language, self._missing = likes, language, missing

    def supports(self, language: str) -> bool:
        return language == self._language

    def align(
        self,
        waveform: Waveform,
        segments: Sequence[Segment],
        *,
        language: str,
        progress: Progress,
    ) -> tuple[Segment | None, ...]:
        if self._missing:
            raise ModelNotAvailableError("The model is missing.", hint="Fetch it.")
        self.given += [segment.text for segment in segments]
        progress.advance(1.0)
        return tuple(_placed(each) if each.text in self._likes else None for each in segments)


def _placed(segment: Segment) -> Segment:
    return replace(
        segment, words=tuple(replace(word, provenance=Provenance.ALIGNED) for word in segment.words)
    )


def provenances(segments: Sequence[Segment]) -> list[set[Provenance]]:
    return [{word.provenance for word in segment.words} for segment in segments]


ONE, TWO, FAR = said("one two", 0, 1), said("three four", 1.1, 2), said("five", 10, 11)


def chain(*aligners: Picky, segments: Sequence[Segment] = (ONE, TWO, FAR)) -> Sequence[Segment]:
    return aligned(AUDIO, segments, aligners=aligners, language="en", progress=FreeProgress()).segments


def test_neighbours_are_aligned_as_one_passage() -> None:
    aligner = Picky("one two three four", "five")
    found = chain(aligner)
    assert aligner.given == ["one two three four", "five"]
    assert [segment.text for segment in found] == ["one two", "three four", "five"]
    assert provenances(found) == [{Provenance.ALIGNED}] * 3


def test_a_passage_that_fails_is_tried_segment_by_segment() -> None:
    aligner = Picky("one two", "five")
    assert provenances(chain(aligner)) == [{Provenance.ALIGNED}, {Provenance.ATTENTION}, {Provenance.ALIGNED}]
    assert aligner.given == ["one two three four", "five", "one two", "three four"]


def test_what_one_aligner_cannot_place_falls_to_the_next() -> None:
    second = Picky("three four")
    found = chain(Picky("one two", "five"), second)
    assert provenances(found) == [{Provenance.ALIGNED}] * 3
    assert second.given == ["three four"]


def test_an_aligner_for_other_languages_is_not_asked() -> None:
    german = Picky("five", language="de")
    assert provenances(chain(german))[2] == {Provenance.ATTENTION}
    assert german.given == []


def test_a_missing_model_is_told_of_and_the_next_aligner_does_the_work() -> None:
    result = aligned(
        AUDIO,
        [FAR],
        aligners=[Picky("five", missing=True), Picky("five")],
        language="en",
        progress=FreeProgress(),
    )
    assert provenances(result.segments) == [{Provenance.ALIGNED}]
    assert [notice.code for notice in result.notices] == ["aligner_missing"]
    assert "Fetch it." in result.notices[0].message


def test_words_that_nobody_placed_are_spread_and_say_so() -> None:
    bare = Segment(span=TimeSpan(start=3, end=5), text="so it is")
    (found,) = chain(segments=[bare])
    assert [word.text for word in found.words] == ["so", "it", "is"]
    assert provenances([found]) == [{Provenance.INTERPOLATED}]
    assert found.words[0].span.start == 3
    assert found.words[-1].span.end == 5
