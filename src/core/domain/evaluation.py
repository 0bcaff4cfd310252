"""How far a transcript is from a reference: what is counted, and the rates that follow from it.

Everything is kept as counts and lists, so that several recordings are scored together by adding them up
(`pooled`), as evaluations of the field do, and not by averaging rates.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import reduce
from statistics import median
from typing import TypeVar

_Part = TypeVar("_Part")

_ROUNDING = 5e-7
"""Seconds: keeps what is 0.05 s apart, as doubles subtract it, within 0.05 s."""


class MismatchKind(StrEnum):
    """What happened to a word."""

    SUBSTITUTED = "substituted"
    DELETED = "deleted"
    """It was said and is not in the transcript."""
    INSERTED = "inserted"
    """It is in the transcript and was not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A place where the texts differ, after normalisation.

    Attributes:
        kind: what happened.
        reference: the word of the reference, or empty.
        found: the word of the transcript, or empty.
        start: seconds, of the word or of the segment it is in; of the word before where the reference has no
            times.
        speaker: label of whoever says it in the reference, else in the transcript; empty if unknown.
    """

    kind: MismatchKind
    reference: str
    found: str
    start: float
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextErrors:
    """Word errors, or character errors where words are written without spaces (`unit`).

    Attributes:
        unit: `word` or `character`.
        right: units that agree.
        substituted: units that differ.
        deleted: units that the transcript lacks.
        inserted: units that only the transcript has.
        mismatches: the places, in order.
    """

    unit: str = "word"
    right: int = 0
    substituted: int = 0
    deleted: int = 0
    inserted: int = 0
    mismatches: tuple[Mismatch, ...] = ()

    @property
    def length(self) -> int:
        """Units of the reference."""
        return self.right + self.substituted + self.deleted

    @property
    def rate(self) -> float | None:
        """Word or character error rate; above 1 where much was inserted; None without a reference unit."""
        return _share(self.substituted + self.deleted + self.inserted, self.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerErrors:
    """Words and speakers together.

    Attributes:
        errors: of the concatenated minimum-permutation alignment (cpWER, Watanabe et al. 2020).
        length: words of the reference.
        right: words given to the right speaker, under the best one-to-one naming of speakers.
        paired: words that the alignment of the texts pairs, substituted ones included: one minus `right` over
            `paired` is the word diarization error rate (Shafey et al. 2019).
    """

    errors: int = 0
    length: int = 0
    right: int = 0
    paired: int = 0

    @property
    def cpwer(self) -> float | None:
        """Concatenated minimum-permutation word error rate."""
        return _share(self.errors, self.length)

    @property
    def right_share(self) -> float | None:
        """Share of the words with the right speaker, 0 to 1."""
        return _share(self.right, self.paired)


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnErrors:
    """Who talks when; seconds, each speaker's time counted (NIST's diarization error rate).

    Attributes:
        total: speech of the reference.
        missed: of it, what nobody was found to say.
        false_alarm: speech that is not in the reference.
        confusion: speech of another speaker than was found.
        speakers: how many were found.
        true_speakers: how many there are.
        counted: recordings with the right number of speakers.
        recordings: recordings.
    """

    total: float = 0.0
    missed: float = 0.0
    false_alarm: float = 0.0
    confusion: float = 0.0
    speakers: int = 0
    true_speakers: int = 0
    counted: int = 0
    recordings: int = 0

    @property
    def rate(self) -> float | None:
        """Diarization error rate."""
        return _share(self.missed + self.false_alarm + self.confusion, self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeErrors:
    """Starts and ends of rightly recognised words.

    Attributes:
        offsets: found minus true, in seconds; start and end of each word.
    """

    offsets: tuple[float, ...] = ()

    @property
    def median(self) -> float | None:
        """Median of the absolute offsets, in seconds."""
        return _median(self.offsets)

    def within(self, seconds: float) -> float | None:
        """Share of the edges that are off by no more than `seconds`."""
        return _share(sum(abs(offset) <= seconds + _ROUNDING for offset in self.offsets), len(self.offsets))


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseErrors:
    """Pauses against true ones; a true pause is found if both its edges are near those of a measured one.

    Attributes:
        found: measured pauses that count.
        true: pauses of the reference.
        matched: pairs whose edges are both near.
        overlapping: pairs that share at least half of their union.
        right_speakers: of the overlapping pairs, those with the right speakers before and after.
        with_speakers: of the overlapping pairs, those whose speakers the reference names.
        offsets: found minus true edges of the overlapping pairs, in seconds.
        tolerances: the tolerance stated for each of these edges, in seconds.
    """

    found: int = 0
    true: int = 0
    matched: int = 0
    overlapping: int = 0
    right_speakers: int = 0
    with_speakers: int = 0
    offsets: tuple[float, ...] = ()
    tolerances: tuple[float, ...] = ()

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall of the near pairs."""
        return _share(2 * self.matched, self.found + self.true)

    @property
    def loose_f1(self) -> float | None:
        """The same for pairs that share half of their union."""
        return _share(2 * self.overlapping, self.found + self.true)

    @property
    def median(self) -> float | None:
        """Median of the absolute offsets, in seconds."""
        return _median(self.offsets)

    @property
    def right_speakers_share(self) -> float | None:
        """Share of the pauses that lie between the right speakers."""
        return _share(self.right_speakers, self.with_speakers)

    @property
    def within_tolerance(self) -> float | None:
        """Share of the edges that are as near as their tolerance says."""
        edges = zip(self.offsets, self.tolerances, strict=True)
        near = sum(abs(off) <= most + _ROUNDING for off, most in edges)
        return _share(near, len(self.offsets))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A transcript against a reference; a part is None where one of the two does not hold what it needs.

    Attributes:
        text: word or character errors.
        speakers: words with their speakers.
        turns: who talks when.
        edges: word times.
        pauses: measured silences.
        left_out: why a part is None, by its name.
    """

    text: TextErrors | None = None
    speakers: SpeakerErrors | None = None
    turns: TurnErrors | None = None
    edges: EdgeErrors | None = None
    pauses: PauseErrors | None = None
    left_out: Mapping[str, str] = field(default_factory=dict)


PARTS = ("text", "speakers", "turns", "edges", "pauses")


def pooled(evaluations: Iterable[Evaluation]) -> Evaluation:
    """Several recordings as one: all counts added up.

    Words and characters are not added to each other: where the unit differs, the text is left out.
    """
    listed = list(evaluations)
    whole: dict[str, object] = {}
    left_out: dict[str, str] = {}
    for name in PARTS:
        parts = [part for each in listed if (part := getattr(each, name)) is not None]
        if len({getattr(part, "unit", "") for part in parts}) > 1:
            left_out[name] = "some recordings are counted in words and some in characters"
        elif parts:
            whole[name] = reduce(_sum, parts)
        else:
            left_out[name] = next((each.left_out[name] for each in listed if name in each.left_out), "")
    return Evaluation(**whole, left_out=left_out)  # type: ignore[arg-type]


def _sum(one: _Part, two: _Part) -> _Part:
    added = {
        each.name: getattr(one, each.name)
        if each.name == "unit"
        else getattr(one, each.name) + getattr(two, each.name)
        for each in fields(one)  # type: ignore[arg-type]
    }
    return type(one)(**added)


def _median(offsets: Sequence[float]) -> float | None:
    return median(map(abs, offsets)) if offsets else None


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
