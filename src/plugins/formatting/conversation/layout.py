"""Laying a conversation out in numbered lines with overlaps below each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word
from exact_transcription.plugins.formatting.conversation.conventions import Conventions
from exact_transcription.plugins.formatting.conversation.overlap_marks import (
    MarkedOverlap,
    WordPlace,
    mark_overlaps,
)
from exact_transcription.plugins.formatting.dialogue import Said, dialogue
from exact_transcription.plugins.formatting.pause_marks import pause_mark
from exact_transcription.plugins.formatting.plain_text import display_width, latin_meet
from exact_transcription.plugins.formatting.speakers import speaker_labels


@dataclass(slots=True)
class Piece:
    """What stands between two places where a line may break.

    Attributes:
        text: what is written.
        opens: number of the overlap that begins before it, or None.
        closes: whether an overlap ends after it.
        breaks: whether a new line begins after it.
        gap: whether a space stands before it if it does not begin a line.
        uncertain: whether the transcriber is not sure of it.
    """

    text: str
    opens: int | None = None
    closes: bool = False
    breaks: bool = False
    gap: bool = True
    uncertain: bool = False


@dataclass(slots=True)
class Line:
    """A line; `label` is empty for lines that continue a turn and for pauses between turns."""

    label: str
    pieces: list[Piece] = field(default_factory=list)
    continues: bool = False
    padding: dict[int, int] = field(default_factory=dict)
    """Overlap number to spaces put in before its bracket."""

    def text(self) -> str:
        """What is written, with brackets and padding."""
        return "".join(text for text, _ in self._parts()).rstrip()

    def column_of(self, overlap: int) -> int:
        """Columns before the bracket of an overlap."""
        column = 0
        for text, opens in self._parts():
            if opens == overlap:
                return column + display_width(text[: text.index("[")])
            column += display_width(text)
        raise ValueError(f"the overlap {overlap} does not begin in this line")

    def _parts(self) -> Iterator[tuple[str, int | None]]:
        for number, piece in enumerate(self.pieces):
            gap = " " if number and piece.gap else ""
            pad = " " * self.padding.get(-1 if piece.opens is None else piece.opens, 0)
            mark = "[" if piece.opens is not None else ""
            yield f"{gap}{pad}{mark}{piece.text}{']' if piece.closes else ''}", piece.opens


def lay_out(transcript: Transcript, conventions: Conventions, *, min_pause: float) -> list[Line]:
    """Lay out a whole conversation.

    Args:
        transcript: the conversation.
        conventions: how it is written down.
        min_pause: shorter pauses are left out, in seconds; latches are kept.
    """
    parts = [
        part
        for part in dialogue(transcript)
        if not isinstance(part, Pause) or part.kind is PauseKind.LATCH or part.span.duration >= min_pause
    ]
    utterances = [part.utterance for part in parts if isinstance(part, Said)]
    marked = mark_overlaps(utterances, transcript.overlaps)
    lines, starts = _Writer(transcript, conventions, min_pause, marked).lines(parts)
    _align(starts)
    return lines


class _Writer:
    """Turns utterances and pauses into lines."""

    def __init__(
        self,
        transcript: Transcript,
        conventions: Conventions,
        min_pause: float,
        marked: Sequence[MarkedOverlap],
    ) -> None:
        self._labels = speaker_labels(transcript)
        self._spaced = transcript.language not in LANGUAGES_WITHOUT_SPACES
        self._conventions = conventions
        self._min_pause = min_pause
        self._opens = {first: n for n, overlap in enumerate(marked) for first, _ in overlap.stretches}
        self._closes = {last for overlap in marked for _, last in overlap.stretches}
        self._starts: dict[int, list[Line]] = {number: [] for number in range(len(marked))}

    def lines(self, parts: Sequence[Said | Pause]) -> tuple[list[Line], dict[int, list[Line]]]:
        """All lines, and for each overlap those in which its brackets open."""
        lines: list[Line] = []
        number, latched = 0, False
        for part in parts:
            if isinstance(part, Said):
                pieces = self._pieces(part, number)
                if latched and pieces:
                    pieces[0].text = f"={pieces[0].text}"
                latched = False
                lines.extend(self._wrapped(pieces, self._labels[part.utterance.speaker]))
                number += 1
            elif part.kind is PauseKind.LATCH:
                if lines and lines[-1].pieces:
                    lines[-1].pieces.append(Piece("=", gap=False))
                    latched = True
            elif mark := pause_mark(part, self._conventions.pauses):
                lines.append(Line("", [Piece(mark)]))
        return lines, self._starts

    def _pieces(self, said: Said, utterance: int) -> list[Piece]:
        if not said.utterance.words:
            return [Piece(text) for text in said.utterance.text.split(" ")]
        pieces: list[Piece] = []
        index = 0
        before = " "
        for item in said.items:
            if isinstance(item, Word):
                piece = self._word(item, WordPlace(utterance, index))
                piece.gap = self._spaced or before == " " or latin_meet(before, item.text)
                pieces.append(piece)
                index, before = index + 1, item.text
            elif item.kind is not PauseKind.LATCH and (mark := pause_mark(item, self._conventions.pauses)):
                pieces.append(Piece(mark))
                before = " "
        return _parenthesised(pieces)

    def _word(self, word: Word, place: WordPlace) -> Piece:
        conventions = self._conventions
        return Piece(
            conventions.text(word.text),
            opens=self._opens.get(place),
            closes=place in self._closes,
            breaks=conventions.breaks_after(word.text),
            uncertain=conventions.is_uncertain(word),
        )

    def _wrapped(self, pieces: Sequence[Piece], label: str) -> Iterator[Line]:
        line, used = Line(label), 0
        for piece in pieces:
            width = display_width(piece.text) + (piece.opens is not None) + piece.closes + piece.gap
            full = used + width > self._conventions.width + piece.gap
            if line.pieces and (full or line.pieces[-1].breaks):
                yield line
                line, used = Line("", continues=True), 0
            line.pieces.append(piece)
            used += width
            if piece.opens is not None:
                self._starts[piece.opens].append(line)
        if line.pieces:
            yield line


def _parenthesised(pieces: Sequence[Piece]) -> list[Piece]:
    """Parentheses around each run of uncertain words; overlap brackets stay outside."""
    for index, piece in enumerate(pieces):
        if not piece.uncertain:
            continue
        before = pieces[index - 1] if index else None
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        begins = before is None or not before.uncertain or before.closes or piece.opens is not None
        ends = after is None or not after.uncertain or after.opens is not None or piece.closes
        piece.text = f"{'(' * begins}{piece.text}{')' * ends}"
    return list(pieces)


def _align(starts: Mapping[int, Sequence[Line]]) -> None:
    """Put spaces before brackets so that those of one overlap stand below each other.

    Overlaps come in the order of time, and so from left to right in every line: what is put in for one moves
    only later ones.
    """
    for number, lines in starts.items():
        columns = [line.column_of(number) for line in lines]
        for line, column in zip(lines, columns, strict=True):
            line.padding[number] = max(columns) - column
