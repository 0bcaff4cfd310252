"""From what a file says to a transcript."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exact_transcription.core.domain.diarization import Speaker, Turn
from exact_transcription.core.domain.overlaps import find_overlaps
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.domain.word import Provenance, Word

_SPEAKER_ID = re.compile(r"SPEAKER_\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWord:
    """A word; times in seconds. A person answers for a file: its times are `edited` unless it says more."""

    text: str
    start: float
    end: float
    confidence: float = 1.0
    provenance: Provenance = Provenance.EDITED
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSegment:
    """A stretch of text; times in seconds, the speaker by name."""

    text: str
    start: float
    end: float
    speaker: str | None = None
    words: Sequence[ReadWord] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTurn:
    """Who talks when; times in seconds, the speaker by name."""

    start: float
    end: float
    speaker: str


@dataclass(slots=True, kw_only=True)
class Assembly:
    """Collects what a file says.

    Attributes:
        segments: in any order.
        turns: if none are given, the segments of named speakers are the turns.
        media: name of the recording, or empty.
        language: ISO 639-1 code, or empty.
    """

    segments: list[ReadSegment] = field(default_factory=list)
    turns: list[ReadTurn] = field(default_factory=list)
    media: str = ""
    language: str = ""

    def transcript(self) -> Transcript:
        """Put the transcript together; speakers get ids in order of first speaking.

        Raises:
            InvalidValueError: times go backwards.
        """
        segments = sorted(self.segments, key=lambda segment: (segment.start, segment.end))
        ids = _ids(self._names(segments))
        turns = sorted(
            Turn(span=TimeSpan(start=turn.start, end=turn.end), speaker=ids[turn.speaker])
            for turn in self.turns or _turns_of(segments)
        )
        built = tuple(_segment(segment, ids) for segment in segments)
        ends = [0.0, *(segment.span.end for segment in built), *(turn.span.end for turn in turns)]
        return Transcript(
            media=Media(name=self.media, duration=max(ends)),
            language=self.language,
            segments=built,
            turns=tuple(turns),
            overlaps=find_overlaps(turns),
            speakers=tuple(
                Speaker(id=identity, name=None if identity == name else name)
                for name, identity in ids.items()
            ),
        )

    def _names(self, segments: Iterable[ReadSegment]) -> Iterator[str]:
        """Everybody's name in order of first speaking."""
        starts: dict[str, float] = {}
        spoken = [(segment.speaker, segment.start) for segment in segments]
        spoken += [(word.speaker, word.start) for segment in self.segments for word in segment.words]
        spoken += [(turn.speaker, turn.start) for turn in self.turns]
        for name, start in spoken:
            if name is not None:
                starts[name] = min(start, starts.get(name, start))
        yield from sorted(starts, key=lambda name: starts[name])


def _ids(names: Iterable[str]) -> Mapping[str, str]:
    """Name to id; a name that looks like one of our ids is one."""
    listed = list(names)
    taken = {name for name in listed if _SPEAKER_ID.fullmatch(name)}
    candidates = (f"SPEAKER_{number:02d}" for number in range(len(listed) + len(taken)))
    free = (candidate for candidate in candidates if candidate not in taken)
    return {name: name if name in taken else next(free) for name in listed}


def _turns_of(segments: Iterable[ReadSegment]) -> Iterator[ReadTurn]:
    for segment in segments:
        if segment.speaker is not None:
            yield ReadTurn(start=segment.start, end=segment.end, speaker=segment.speaker)


def _segment(segment: ReadSegment, ids: Mapping[str, str]) -> Segment:
    words = tuple(
        Word(
            text=word.text,
            span=TimeSpan(start=word.start, end=word.end),
            confidence=word.confidence,
            provenance=word.provenance,
            speaker=None if word.speaker is None else ids[word.speaker],
        )
        for word in segment.words
    )
    return Segment(
        span=TimeSpan(
            start=min([segment.start, *(word.span.start for word in words)]),
            end=max([segment.end, *(word.span.end for word in words)]),
        ),
        text=segment.text,
        words=words,
        speaker=None if segment.speaker is None else ids[segment.speaker],
    )
