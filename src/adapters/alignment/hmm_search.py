"""Finding the words of many segments with a decoder that knows one stretch at a time."""

from collections.abc import Sequence

from exact_transcription.adapters.alignment.hmm_decoder import HmmDecoder, SpokenWord, cost_per_frame
from exact_transcription.adapters.alignment.spoken_form import spoken_form
from exact_transcription.adapters.alignment.tokens import Placed
from exact_transcription.adapters.alignment.word_grammar import NEIGHBOUR, WordGrammar
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.domain.word import Provenance, Word

MARGIN = 0.5
"""Seconds of audio before and after a stretch that are searched too, since recognisers' edges are rough."""
NEIGHBOURS = 2
"""So many words before and after a stretch may be heard in its margins."""
MOST_COST = 33.0
"""Cost per frame beyond which the text is not what was said. Measured: right text stays below 30 on clean and
below 36 on far-field and noisy recordings, another recording's text costs 34 to 52 (95 % of each)."""
SMALLEST_STRETCH = 2
_LEAST_MARGIN = 0.1
_TOUCHING = 0.03


class HmmSearch:
    """Places words, first a whole segment at once, then in ever smaller parts where that fails."""

    def __init__(
        self, decoder: HmmDecoder, waveform: Waveform, segments: Sequence[tuple[Segment, tuple[Word, ...]]]
    ) -> None:
        self._decoder = decoder
        self._waveform = waveform
        self._words = [word for _, words in segments for word in words]
        texts = [word.text for word in self._words]
        self._forms = [
            spoken_form(text, decoder.knows, previous=previous)
            for text, previous in zip(texts, ["", *texts], strict=False)
        ]
        self._ranges: list[range] = []
        for _, words in segments:
            first = self._ranges[-1].stop if self._ranges else 0
            self._ranges.append(range(first, first + len(words)))
        self._spans = [segment.span for segment, _ in segments]

    def spoken_count(self, segment: int) -> int:
        """How many words of a segment have anything to say."""
        return sum(bool(self._forms[index]) for index in self._ranges[segment])

    def places(self, segment: int) -> list[Placed | None]:
        """Where each word of a segment is, None for those that were not found."""
        found = self._found(self._ranges[segment], self._spans[segment])
        return [found.get(index) for index in self._ranges[segment]]

    def _found(self, stretch: range, span: TimeSpan) -> dict[int, Placed]:
        if (places := self._decoded(stretch, span)) is not None:
            return places
        anchored = all(self._words[index].provenance is Provenance.ATTENTION for index in stretch)
        if not anchored or len(stretch) < 2 * SMALLEST_STRETCH:
            return {}
        cut = self._widest_gap(stretch)
        before, after = self._words[cut - 1].span, self._words[cut].span
        first = TimeSpan(start=min(span.start, before.end), end=before.end)
        second = TimeSpan(start=after.start, end=max(span.end, after.start))
        return {
            **self._found(range(stretch.start, cut), first),
            **self._found(range(cut, stretch.stop), second),
        }

    def _decoded(self, stretch: range, span: TimeSpan) -> dict[int, Placed] | None:
        before = after = MARGIN
        places: dict[int, Placed] | None = None
        while True:
            start = max(0.0, span.start - before)
            searched = TimeSpan(start=start, end=max(start, span.end + after)).clipped(
                self._waveform.duration
            )
            closer = self._placed(stretch, searched)
            if closer is None:
                return places
            places = closer
            # A word that fills the audio to its edge was stretched over speech that the text does not have,
            # unless it is the edge of the recording or the neighbours' words are there to take that speech.
            early = 0.0 < searched.start >= places[min(places)][0].start - _TOUCHING
            late = self._waveform.duration > searched.end <= places[max(places)][0].end + _TOUCHING
            early = early and before > _LEAST_MARGIN and not self._before(stretch, searched)
            late = late and after > _LEAST_MARGIN and not self._after(stretch, searched)
            if not early and not late:
                return places
            before = before / 2 if early else before
            after = after / 2 if late else after

    def _placed(self, stretch: range, searched: TimeSpan) -> dict[int, Placed] | None:
        forms = [self._forms[index] for index in stretch]
        if not any(forms):
            return None
        grammar = WordGrammar(
            forms,
            before=[self._forms[index] for index in self._before(stretch, searched)],
            after=[self._forms[index] for index in self._after(stretch, searched)],
        )
        said = self._decoder.align(self._waveform.cut(searched), grammar) or ()
        said = tuple(word for word in said if word.owner != NEIGHBOUR)
        if not said or cost_per_frame(said) > MOST_COST:
            return None
        # The cut begins on a sample, which `searched.start` need not be.
        offset = round(searched.start * SAMPLE_RATE) / SAMPLE_RATE
        return _united(said, stretch.start, offset)

    def _before(self, stretch: range, searched: TimeSpan) -> range:
        first = max(0, stretch.start - NEIGHBOURS)
        while first < stretch.start and self._words[first].span.end <= searched.start:
            first += 1
        return range(first, stretch.start)

    def _after(self, stretch: range, searched: TimeSpan) -> range:
        last = min(len(self._words), stretch.stop + NEIGHBOURS)
        while last > stretch.stop and self._words[last - 1].span.start >= searched.end:
            last -= 1
        return range(stretch.stop, last)

    def _widest_gap(self, stretch: range) -> int:
        """Where to cut a stretch: at the longest gap between words in its middle half."""
        quarter = max(SMALLEST_STRETCH, len(stretch) // 4)
        middle = (stretch.start + stretch.stop) / 2
        return max(
            range(stretch.start + quarter, stretch.stop - quarter + 1),
            key=lambda cut: (self._words[cut].span.start - self._words[cut - 1].span.end, -abs(cut - middle)),
        )


def _united(said: Sequence[SpokenWord], first: int, offset: float) -> dict[int, Placed]:
    places: dict[int, Placed] = {}
    for spoken in said:
        index = spoken.owner + first
        start = places[index][0].start if index in places else spoken.start + offset
        places[index] = (TimeSpan(start=start, end=spoken.end + offset), Provenance.ALIGNED)
    return places
