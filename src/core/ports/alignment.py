"""From text to the times of its words."""

from collections.abc import Sequence
from typing import Protocol

from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.progress import Progress


class Aligner(Protocol):
    """Places the words of known text on the audio."""

    @property
    def model(self) -> str:
        """What does the work, for the report."""

    def supports(self, language: str) -> bool:
        """Whether it can align an ISO 639-1 language. Must be cheap: nothing is loaded for the answer."""

    def align(
        self,
        waveform: Waveform,
        segments: Sequence[Segment],
        *,
        language: str,
        progress: Progress,
    ) -> tuple[Segment | None, ...]:
        """Give every word of every segment its time.

        A segment keeps its text; its words are the white-space separated tokens of the text (characters for
        languages written without spaces) or, where the segment came with words, those words: their text and
        confidence are kept and their spans and provenance replaced. Word times may lie up to half a second
        outside the segment's span, never outside the audio; the new segment's span covers its words.

        Returns:
            As many results as segments, in their order; None for each that could not be aligned, which the
            caller then gives to the next aligner.

        Raises:
            ModelError: the model cannot be used.
            JobCancelledError: through `progress`.
        """
