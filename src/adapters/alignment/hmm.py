"""Alignment by hidden Markov models with explicit silence (PocketSphinx, English, offline).

Unlike CTC and cross-attention, which let words swallow the silence around them, an HMM has states for silence
of its own, so a pause between two words is found as such.
"""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from threading import Lock

from exact_transcription.adapters.alignment.hmm_decoder import HmmDecoder
from exact_transcription.adapters.alignment.hmm_search import HmmSearch
from exact_transcription.adapters.alignment.tokens import with_places, words_to_place
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.progress import Progress

LEAST_PLACED = 0.5
"""A segment of which the decoder cannot place this share of the words is left to the next aligner."""


class HmmAligner:
    """Places English words with PocketSphinx and the model that its package carries."""

    def __init__(self) -> None:
        self._decoder: HmmDecoder | None = None
        self._lock = Lock()

    @property
    def model(self) -> str:
        """What does the work, for the report."""
        try:
            return f"PocketSphinx {version('pocketsphinx')} en-us"
        except PackageNotFoundError:
            return "PocketSphinx en-us"

    def supports(self, language: str) -> bool:
        """Only English has a model in the package."""
        return language == "en"

    def align(
        self,
        waveform: Waveform,
        segments: Sequence[Segment],
        *,
        language: str,
        progress: Progress,
    ) -> tuple[Segment | None, ...]:
        """Give every word of every segment its time; see the port.

        In a segment that came with attention times and of which only a part fits the audio, the words that do
        not fit keep those times.

        Raises:
            ModelNotAvailableError: the extra 'offline' is not installed.
            ModelChecksumError: a file of the model is not what was published.
            JobCancelledError: through `progress`.
        """
        if not self.supports(language):
            return (None,) * len(segments)
        with self._lock:
            # The decoder can do one thing at a time.
            if self._decoder is None and segments:
                with progress.loading():
                    self._decoder = HmmDecoder()
            return self._aligned(waveform, segments, language, progress)

    def _aligned(
        self, waveform: Waveform, segments: Sequence[Segment], language: str, progress: Progress
    ) -> tuple[Segment | None, ...]:
        if self._decoder is None:
            return ()
        words = [words_to_place(segment, language) for segment in segments]
        search = HmmSearch(self._decoder, waveform, [*zip(segments, words, strict=True)])
        results: list[Segment | None] = []
        for index, segment in enumerate(segments):
            progress.advance(index / len(segments))
            places = search.places(index)
            spoken = search.spoken_count(index)
            placed = sum(place is not None for place in places)
            enough = spoken and placed >= LEAST_PLACED * spoken
            results.append(with_places(segment, words[index], places) if enough else None)
        progress.advance(1.0)
        return tuple(results)
