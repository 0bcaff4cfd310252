"""An aligner that needs no model."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from exact_transcription.core.domain.interpolation import interpolated
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.tokenization import is_said
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.domain.word import Provenance
from exact_transcription.core.ports.progress import Progress


class FakeAligner:
    """Spreads words evenly over their segment and says that it found them there.

    It cannot align segments with any of the words in `unalignable`, and remembers what it was given.
    """

    def __init__(
        self,
        *,
        languages: Collection[str] = ("en",),
        unalignable: Collection[str] = (),
        provenance: Provenance = Provenance.ALIGNED,
    ) -> None:
        self.given: list[Segment] = []
        self._languages = languages
        self._unalignable = unalignable
        self._provenance = provenance

    @property
    def model(self) -> str:
        return "fake aligner"

    def supports(self, language: str) -> bool:
        return language in self._languages

    def align(
        self, waveform: Waveform, segments: Sequence[Segment], *, language: str, progress: Progress
    ) -> tuple[Segment | None, ...]:
        results: list[Segment | None] = []
        for index, segment in enumerate(segments):
            progress.advance(index / len(segments))
            self.given.append(segment)
            results.append(self._aligned(waveform, segment, language))
        progress.advance(1.0)
        return tuple(results)

    def _aligned(self, waveform: Waveform, segment: Segment, language: str) -> Segment | None:
        inside = replace(segment, span=segment.span.clipped(waveform.duration))
        spread = interpolated(inside, language=language)
        said = [word for word in spread.words if is_said(word.text)]
        if not self.supports(language) or not said:
            return None
        if any(word.text in self._unalignable for word in said):
            return None
        words = (
            replace(word, provenance=self._provenance) if is_said(word.text) else word
            for word in spread.words
        )
        return replace(spread, words=tuple(words))
