"""Pauses between words, named as conversation analysis names them, from measured silence."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from exact_transcription.core.domain.coverage import Coverage
from exact_transcription.core.domain.diarization import Turn
from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.silence import Silence, Silences
from exact_transcription.core.domain.talk import Talk
from exact_transcription.core.domain.time_span import TimeSpan, complement, merged
from exact_transcription.core.domain.transcription_options import PauseSettings
from exact_transcription.core.domain.word import Provenance, Word, WordFlag

MICRO = 0.2
"""Seconds. Shorter silences are micropauses."""
LATCH = 0.05
"""Seconds. A change of speaker as quick as this is a latch."""
WORD_TOLERANCE = 0.05
"""Seconds by which the edges of an aligned word may be off."""

_MEASURED = frozenset({Provenance.ALIGNED, Provenance.TRIMMED, Provenance.EDITED})


def measure_pauses(
    segments: Sequence[Segment],
    silences: Silences,
    *,
    turns: Sequence[Turn] = (),
    settings: PauseSettings = PauseSettings(),  # noqa: B008 - frozen
) -> tuple[Pause, ...]:
    """Name the silences between words.

    Silence before the first and after the last word is no pause, nor is silence inside a word. Only what was
    measured as silence counts: laughter, talk that was not transcribed and other sounds part a pause in two.
    A suspect word that lies in silence does not: nothing was heard there.

    Args:
        segments: with words that were trimmed and given speakers.
        silences: from `measure_silence` on the same recording.
        turns: the diarization's turns, with overlap. They tell a long pause inside a turn from a lapse, and
            who talked next to a silence where nothing was transcribed.
        settings: from which length on a silence is reported, and is a lapse.

    Returns:
        Sorted and disjoint; each silence that is long enough, and latches.
    """
    everything = chain.from_iterable(segment.words for segment in segments)
    words = sorted(_sounding(everything, silences.spans), key=lambda word: word.span)
    if not words:
        return ()
    talk = Talk(words, turns, silences.spans)
    held = Coverage(turn.span for turn in turns)
    pauses = [
        _pause(span, silence, talk, held, lapse=settings.lapse)
        for span, silence in _between(words, silences.spans)
        if round(span.duration, 3) >= settings.shortest
    ]
    pauses += _latches(words, Coverage(pause.span for pause in pauses))
    return tuple(sorted(pauses, key=lambda pause: pause.span))


def _sounding(words: Iterable[Word], silences: Sequence[Silence]) -> Iterator[Word]:
    silent = Coverage(silence.span for silence in silences)
    for word in words:
        suspect = WordFlag.SUSPECT_TEXT in word.flags
        if not (suspect and silent.within(word.span.start, word.span.end) >= word.span.duration - 1e-6):
            yield word


def _between(words: Sequence[Word], silences: Sequence[Silence]) -> Iterator[tuple[TimeSpan, Silence]]:
    """The parts of silences that lie between words, with the silence that each is a part of."""
    said = merged(word.span for word in words)
    holes = complement(said, TimeSpan(start=said[0].start, end=said[-1].end))
    index = 0
    for hole in holes:
        while index < len(silences) and silences[index].span.end <= hole.start:
            index += 1
        for silence in _from(silences, index):
            if silence.span.start >= hole.end:
                break
            if common := silence.span.intersection(hole):
                yield common, silence


def _pause(span: TimeSpan, silence: Silence, talk: Talk, held: Coverage, *, lapse: float) -> Pause:
    before, after = talk.speaker_before(span.start), talk.speaker_after(span.end)
    duration = round(span.duration, 3)
    if duration < MICRO:
        kind = PauseKind.MICROPAUSE
    elif duration >= lapse and not (before == after and _held_through(span, held)):
        kind = PauseKind.LAPSE
    else:
        kind = PauseKind.PAUSE if before == after else PauseKind.GAP
    return Pause(kind=kind, span=span, speaker=before, next_speaker=after, tolerance=silence.tolerance)


def _held_through(span: TimeSpan, held: Coverage) -> bool:
    return bool(held.within(span.start, span.end) >= span.duration * 0.9)


def _latches(words: Sequence[Word], taken: Coverage) -> Iterator[Pause]:
    for word, following in pairwise(words):
        known = word.speaker is not None and following.speaker is not None
        if not known or word.speaker == following.speaker or not _precise(word, following):
            continue
        distance = following.span.start - word.span.end
        if abs(distance) > LATCH or taken.within(word.span.end - LATCH, following.span.start + LATCH) > 0:
            continue
        start = min(word.span.end, following.span.start)
        yield Pause(
            kind=PauseKind.LATCH,
            span=TimeSpan(start=start, end=max(start, following.span.start)),
            speaker=word.speaker,
            next_speaker=following.speaker,
            tolerance=WORD_TOLERANCE,
        )


def _precise(*words: Word) -> bool:
    return all(word.provenance in _MEASURED and WordFlag.OVERLAPPED not in word.flags for word in words)


def _from(silences: Sequence[Silence], index: int) -> Iterator[Silence]:
    # A slice would copy the rest of the list for every hole.
    return (silences[k] for k in range(index, len(silences)))
