"""How far a transcript is from references: words, speakers, turns, word times and pauses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.core.domain.evaluation import (
    EdgeErrors,
    Evaluation,
    Mismatch,
    MismatchKind,
    PauseErrors,
    SpeakerErrors,
    TextErrors,
    TurnErrors,
)
from exact_transcription.core.domain.paired_spans import pairs_by_edges, pairs_by_overlap
from exact_transcription.core.domain.pause import PauseKind
from exact_transcription.core.domain.scored_words import ScoredWord, said_by, scored_words, timed_words
from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.scoring import Pair, ScoringTools

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationOptions:
    """How to score.

    Attributes:
        language: ISO 639-1 code for normalisation; the transcript's where it is empty.
        collar: seconds around each true turn edge that are not scored, half of it on each side.
        pause_edge: a pause is found if both its edges are within so many seconds.
        shortest_pause: seconds; shorter true pauses are not asked for, and shorter measured ones are not
            held against the transcript.
    """

    language: str = ""
    collar: float = 0.0
    pause_edge: float = 0.1
    shortest_pause: float = 0.2

    def __post_init__(self) -> None:
        for name in ("collar", "pause_edge", "shortest_pause"):
            if not 0.0 <= getattr(self, name) < float("inf"):
                raise InvalidRequestError(f"{name.replace('_', ' ')} must be 0 seconds or more.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paired:
    """The words of a reference and of the transcript, and the alignment of their texts."""

    true: list[ScoredWord]
    ours: list[ScoredWord]
    pairs: list[Pair]

    @property
    def speakers(self) -> list[tuple[str, str]]:
        """Speakers (found, true) of the words that are paired."""
        return [
            (self.ours[j].speaker or "", self.true[i].speaker or "")
            for i, j in self.pairs
            if i is not None and j is not None
        ]


class _Pairing:
    """Pairs the words of a transcript with those of references, each once, though several measures ask.

    Of ten hours it takes seconds.
    """

    def __init__(self, tools: ScoringTools, transcript: Transcript, language: str) -> None:
        self._tools, self._transcript, self._language = tools, transcript, language
        self._known: dict[tuple[int, bool], _Paired] = {}

    def __call__(self, reference: Transcript, *, characters: bool) -> _Paired:
        """Words, or characters, with those of `reference`."""
        key = id(reference), characters
        if key not in self._known:
            self._known[key] = self._paired(reference, characters=characters)
        return self._known[key]

    def _paired(self, reference: Transcript, *, characters: bool) -> _Paired:
        normal = partial(self._tools.normal_form, language=self._language)
        true, ours = (
            scored_words(each, normal, characters=characters) for each in (reference, self._transcript)
        )
        pairs = self._tools.aligned([word.text for word in true], [word.text for word in ours])
        return _Paired(true=true, ours=ours, pairs=pairs)


class Evaluate:
    """Scores transcripts."""

    def __init__(self, *, tools: ScoringTools) -> None:
        self._tools = tools

    def __call__(
        self, transcript: Transcript, references: Sequence[Transcript], options: EvaluationOptions
    ) -> Evaluation:
        """Score a transcript.

        Args:
            transcript: what is scored.
            references: what is true; each part is scored against the first reference that holds it, so that
                words may come from one file and turns from another.
            options: how.

        Raises:
            InvalidRequestError: the references hold nothing that can be scored.
        """
        language = options.language or transcript.language
        paired = _Pairing(self._tools, transcript, language)
        characters = language in LANGUAGES_WITHOUT_SPACES
        left_out: dict[str, str] = {}

        def scored(
            name: str,
            holds: Callable[[Transcript], object],
            missing: str,
            score: Callable[[Transcript, Transcript], _Found],
        ) -> _Found | None:
            reference = next((each for each in references if holds(each)), None)
            if reference is None:
                left_out[name] = f"the reference holds no {missing}"
            elif not holds(transcript):
                left_out[name] = f"the transcript holds no {missing}"
            else:
                return score(transcript, reference)
            return None

        found = Evaluation(
            text=scored("text", _has_text, "text", partial(self._text, paired, characters)),
            speakers=scored(
                "speakers", _has_speakers, "words with speakers", partial(self._speakers, paired, characters)
            ),
            turns=scored("turns", _has_turns, "turns", partial(self._turns, options.collar)),
            edges=scored("edges", _has_word_times, "word times", self._edges),
            pauses=scored("pauses", _has_pauses, "pauses", partial(self._pauses, options, paired)),
            left_out=left_out,
        )
        if not any(any(map(holds, references)) for holds in _HOLDS):
            raise InvalidRequestError(
                "The reference holds nothing that can be scored.",
                hint="Give a file with text, speaker turns, word times or pauses.",
            )
        return found

    def _text(
        self,
        paired: _Pairing,
        characters: bool,  # noqa: FBT001 - what the language says
        transcript: Transcript,
        reference: Transcript,
    ) -> TextErrors:
        words = paired(reference, characters=characters)
        timed = any(segment.span.end > 0.0 for segment in reference.segments)
        right, now, mismatches = 0, 0.0, []
        for i, j in words.pairs:
            said = None if i is None else words.true[i]
            found = None if j is None else words.ours[j]
            now = found.start if found else now
            if said and found and said.text == found.text:
                right += 1
            else:
                labels = (reference if said else transcript).label_of
                # Plain text has no times: what it says is missing is missing after the word before.
                start = said.start if said and timed and not found else now
                mismatches.append(_mismatch(said, found, start, labels))
        return TextErrors(
            unit="character" if characters else "word",
            right=right,
            substituted=_count(mismatches, MismatchKind.SUBSTITUTED),
            deleted=_count(mismatches, MismatchKind.DELETED),
            inserted=_count(mismatches, MismatchKind.INSERTED),
            mismatches=tuple(mismatches),
        )

    def _speakers(
        self,
        paired: _Pairing,
        characters: bool,  # noqa: FBT001 - what the language says
        _transcript: Transcript,
        reference: Transcript,
    ) -> SpeakerErrors:
        words = paired(reference, characters=characters)
        said, found = said_by(words.true, "nobody"), said_by(words.ours, "nobody")
        errors, length = self._tools.permuted_errors(said, found)
        pairs = words.speakers
        names = self._names(pairs)
        right = sum(bool(who) and names.get(mine) == who for mine, who in pairs)
        return SpeakerErrors(errors=errors, length=length, right=right, paired=len(pairs))

    def _turns(self, collar: float, transcript: Transcript, reference: Transcript) -> TurnErrors:
        duration = max(transcript.duration, reference.duration)
        return self._tools.turn_errors(reference.turns, transcript.turns, duration=duration, collar=collar)

    def _edges(self, transcript: Transcript, reference: Transcript) -> EdgeErrors:
        # A time belongs to a word as it is written, not to what a number or a contraction stands for.
        forms = partial(self._tools.normal_form, language="")
        true, ours = timed_words(reference, forms), timed_words(transcript, forms)
        offsets: list[float] = []
        for i, j in self._tools.aligned([form for form, _ in true], [form for form, _ in ours]):
            if i is not None and j is not None and true[i][0] == ours[j][0]:
                said, found = true[i][1].span, ours[j][1].span
                offsets += [found.start - said.start, found.end - said.end]
        return EdgeErrors(offsets=tuple(offsets))

    def _pauses(
        self, options: EvaluationOptions, paired: _Pairing, transcript: Transcript, reference: Transcript
    ) -> PauseErrors:
        ours, true = (
            [each for each in side.pauses if each.kind is not PauseKind.LATCH]
            for side in (transcript, reference)
        )
        true = [each for each in true if round(each.span.duration, 3) >= options.shortest_pause]
        spans = [each.span for each in ours], [each.span for each in true]
        near = pairs_by_edges(*spans, options.pause_edge, self._tools.assigned)
        sharing = pairs_by_overlap(*spans, self._tools.assigned)
        used = {i for i, _ in near}
        offsets = [
            (ours[i].span.start - true[j].span.start, ours[i].span.end - true[j].span.end) for i, j in sharing
        ]
        names = self._names(paired(reference, characters=False).speakers)
        named = [(ours[i], true[j]) for i, j in sharing if true[j].speaker and true[j].next_speaker]
        return PauseErrors(
            found=sum(
                i in used or round(each.span.duration, 3) >= options.shortest_pause
                for i, each in enumerate(ours)
            ),
            true=len(true),
            matched=len(near),
            overlapping=len(sharing),
            right_speakers=sum(
                (names.get(one.speaker or ""), names.get(one.next_speaker or ""))
                == (two.speaker, two.next_speaker)
                for one, two in named
            ),
            with_speakers=len(named),
            offsets=tuple(offset for both in offsets for offset in both),
            tolerances=tuple(ours[i].tolerance for i, _ in sharing for _ in range(2)),
        )

    def _names(self, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
        """The one-to-one naming of found speakers that makes most pairs (found, true) right."""
        ours, theirs = (sorted({pair[side] for pair in pairs}) for side in (0, 1))
        counts = np.zeros((len(ours), len(theirs)))
        for mine, true in pairs:
            counts[ours.index(mine), theirs.index(true)] += 1
        return {ours[i]: theirs[j] for i, j in self._tools.assigned(-counts)}


def _has_text(transcript: Transcript) -> bool:
    return any(segment.text.strip() for segment in transcript.segments)


def _has_speakers(transcript: Transcript) -> bool:
    return any(segment.text.strip() and segment.speaker is not None for segment in transcript.segments)


def _has_turns(transcript: Transcript) -> bool:
    return bool(transcript.turns)


def _has_word_times(transcript: Transcript) -> bool:
    return any(segment.words for segment in transcript.segments)


def _has_pauses(transcript: Transcript) -> bool:
    return bool(transcript.pauses)


_HOLDS = (_has_text, _has_speakers, _has_turns, _has_word_times, _has_pauses)


def _mismatch(
    said: ScoredWord | None,
    found: ScoredWord | None,
    start: float,
    label_of: Callable[[str | None], str],
) -> Mismatch:
    kind = (
        MismatchKind.SUBSTITUTED
        if said and found
        else MismatchKind.DELETED
        if said
        else MismatchKind.INSERTED
    )
    shown = said or found
    return Mismatch(
        kind=kind,
        reference=said.text if said else "",
        found=found.text if found else "",
        start=start,
        speaker=label_of(shown.speaker) if shown else "",
    )


def _count(mismatches: Sequence[Mismatch], kind: MismatchKind) -> int:
    return sum(each.kind is kind for each in mismatches)
