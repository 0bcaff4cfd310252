from dataclasses import replace

import numpy as np
import pytest

from exact_transcription.adapters.alignment.hmm import HmmAligner
from exact_transcription.core.domain.interpolation import interpolated
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.domain.word import Provenance
from tests.fakes.progress import FreeProgress
from tests.recordings import telephone_call

pytestmark = pytest.mark.models

TEXT = "This is Diane in New Jersey."
SPAN = TimeSpan(start=12.54, end=14.18)
BEFORE = Segment(span=TimeSpan(start=10.78, end=12.5), text="Okay, then I thought you know, I heard a beep.")
AFTER = Segment(
    span=TimeSpan(start=14.44, end=17.77), text="And I'm Sheila in Texas, originally from Chicago."
)


@pytest.fixture(scope="module")
def aligner() -> HmmAligner:
    return HmmAligner()


def align(
    aligner: HmmAligner, segment: Segment, waveform: Waveform | None = None, *, later: float = 0.0
) -> Segment | None:
    """Between the segments that are really before and after it."""
    after = replace(AFTER, span=AFTER.span.shifted(later))
    segments = [BEFORE, segment, after]
    return aligner.align(waveform or telephone_call(), segments, language="en", progress=FreeProgress())[1]


def test_a_pause_between_two_words_belongs_to_neither(aligner: HmmAligner) -> None:
    plain = align(aligner, Segment(span=SPAN, text=TEXT))
    assert plain is not None
    cut = round((plain.words[2].span.end + plain.words[3].span.start) / 2 * SAMPLE_RATE)
    samples = telephone_call().samples
    # The first 6 s of the call are its own background noise.
    quiet = samples[SAMPLE_RATE : 2 * SAMPLE_RATE]
    paused = Waveform(np.concatenate([samples[:cut], quiet, samples[cut:]]))
    longer = TimeSpan(start=SPAN.start, end=SPAN.end + 1.0)
    found = align(aligner, Segment(span=longer, text=TEXT), paused, later=1.0)
    assert found is not None
    pause = found.words[3].span.start - found.words[2].span.end
    assert pause == pytest.approx(1.0, abs=0.1)
    for before, after, shift in zip(plain.words, found.words, [0, 0, 0, 1, 1, 1], strict=True):
        assert after.span.start == pytest.approx(before.span.start + shift, abs=0.05)
        assert after.span.end == pytest.approx(before.span.end + shift, abs=0.1)


@pytest.mark.parametrize("gain", [0.001, 8.0])
def test_level_does_not_matter(aligner: HmmAligner, gain: float) -> None:
    plain = align(aligner, Segment(span=SPAN, text=TEXT))
    other = align(
        aligner, Segment(span=SPAN, text=TEXT), Waveform(telephone_call().samples * np.float32(gain))
    )
    assert plain is not None
    assert other is not None
    for one, two in zip(plain.words, other.words, strict=True):
        assert two.span.start == pytest.approx(one.span.start, abs=0.03)


@pytest.mark.parametrize("shift", [-0.4, 0.4])
def test_rough_edges_of_a_segment_are_no_trouble(aligner: HmmAligner, shift: float) -> None:
    plain = align(aligner, Segment(span=SPAN, text=TEXT))
    rough = TimeSpan(start=SPAN.start + shift, end=SPAN.end + shift)
    found = align(aligner, Segment(span=rough, text=TEXT))
    assert plain is not None
    assert found is not None
    for one, two in zip(plain.words, found.words, strict=True):
        assert two.span.start == pytest.approx(one.span.start, abs=0.05)


@pytest.mark.parametrize(
    "text",
    ["Elephants hardly ever dance politely.", "zebra zebra zebra", "The quick brown fox jumps over it"],
)
def test_what_was_not_said_is_left_to_the_next_aligner(aligner: HmmAligner, text: str) -> None:
    assert align(aligner, Segment(span=SPAN, text=text)) is None


def test_words_that_do_not_fit_keep_their_attention_times(aligner: HmmAligner) -> None:
    right = align(aligner, Segment(span=SPAN, text=TEXT))
    assert right is not None
    wrong = interpolated(Segment(span=TimeSpan(start=2.5, end=4.5), text="zebras dance politely"))
    words = [replace(word, provenance=Provenance.ATTENTION) for word in (*wrong.words, *right.words)]
    both = TimeSpan(start=2.5, end=SPAN.end)
    text = f"{wrong.text} {TEXT}"
    found = align(aligner, Segment(span=both, text=text, words=tuple(words)))
    assert found is not None
    assert {word.provenance for word in found.words[:3]} == {Provenance.ATTENTION}
    assert {word.provenance for word in found.words[-6:]} == {Provenance.ALIGNED}
    for one, two in zip(right.words, found.words[-6:], strict=True):
        assert two.span.start == pytest.approx(one.span.start, abs=0.1)


def test_words_of_the_next_segment_are_not_taken_for_this_ones(aligner: HmmAligner) -> None:
    first = Segment(span=TimeSpan(start=12.54, end=13.5), text="This is Diane")
    second = Segment(span=TimeSpan(start=13.3, end=14.18), text="in New Jersey.")
    one, two = aligner.align(telephone_call(), [first, second], language="en", progress=FreeProgress())
    whole = align(aligner, Segment(span=SPAN, text=TEXT))
    assert one is not None
    assert two is not None
    assert whole is not None
    for apart, together in zip([*one.words, *two.words], whole.words, strict=True):
        assert apart.span.start == pytest.approx(together.span.start, abs=0.05)


def test_a_result_does_not_depend_on_what_was_aligned_before(aligner: HmmAligner) -> None:
    segment = Segment(span=SPAN, text=TEXT)
    fresh = align(HmmAligner(), segment)
    align(aligner, Segment(span=TimeSpan(start=20.17, end=21.48), text="I'm in New Jersey now though."))
    assert align(aligner, segment) == fresh
