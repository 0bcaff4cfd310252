"""A transcript as the rows of a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from exact_transcription.core.domain.pause import Pause
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word
from exact_transcription.plugins.formatting.dialogue import Said, dialogue
from exact_transcription.plugins.formatting.pause_marks import pause_mark
from exact_transcription.plugins.formatting.plain_text import join_texts
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import milliseconds, short_clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Running text, or a pause in it.

    Attributes:
        text: what is shown.
        about: the pause in full, or an empty string for text.
    """

    text: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one speaker says, or a pause between turns.

    Attributes:
        time: when it begins, `HH:MM:SS`.
        label: the speaker's name; empty for a pause and where nobody was told apart.
        number: of the speaker, from 0, in order of first speaking; None where there is no label.
        pieces: what is shown, in its order.
    """

    time: str
    label: str
    number: int | None
    pieces: tuple[Piece, ...]

    @property
    def is_pause(self) -> bool:
        """Whether it is a pause between turns."""
        return all(piece.about for piece in self.pieces)


def rows_of(transcript: Transcript) -> Iterator[Row]:
    """All rows, in order of time."""
    labels = speaker_labels(transcript)
    numbers = {speaker.id: number for number, speaker in enumerate(transcript.speakers)}
    for part in dialogue(transcript):
        if isinstance(part, Pause):
            speaker, time, pieces = None, part.span.start, tuple(_pauses([part]))
        else:
            speaker, time = part.utterance.speaker, part.utterance.span.start
            pieces = tuple(_pieces(part, transcript.language))
        if pieces:
            number = None if speaker is None else numbers[speaker]
            yield Row(time=clock(time), label=labels[speaker], number=number, pieces=pieces)


def clock(seconds: float) -> str:
    """`HH:MM:SS`."""
    return short_clock(milliseconds(seconds))


def _pieces(said: Said, language: str) -> Iterator[Piece]:
    if all(isinstance(item, Word) for item in said.items):
        yield Piece(text=said.utterance.text)
        return
    for _, run in groupby(said.items, key=type):
        items = list(run)
        if words := [item.text for item in items if isinstance(item, Word)]:
            yield Piece(text=join_texts(words, language))
        yield from _pauses([item for item in items if isinstance(item, Pause)])


def _pauses(pauses: list[Pause]) -> Iterator[Piece]:
    for pause in pauses:
        if mark := pause_mark(pause, "jefferson"):
            about = f"{pause.kind.value}, {pause.span.duration:.2f} s ± {pause.tolerance:.2f} s"
            yield Piece(text=mark, about=about)
