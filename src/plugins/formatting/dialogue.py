"""A conversation as lines: what is said, with the pauses inside it, and the pauses between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exact_transcription.core.domain.pause import Pause
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word
from exact_transcription.plugins.formatting.pause_marks import PauseStyle, pause_mark
from exact_transcription.plugins.formatting.plain_text import join_texts
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import milliseconds, short_clock
from exact_transcription.plugins.formatting.utterances import Utterance, utterances

TURN_SILENCE = 3.0
"""Seconds without a word that end a turn even if the same speaker goes on: a lapse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An utterance and the pauses inside it.

    Attributes:
        utterance: what is said.
        items: its words and pauses in their order; empty where the utterance has no words.
    """

    utterance: Utterance
    items: tuple[Word | Pause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueLine:
    """One line of a rendered conversation.

    Attributes:
        label: the speaker's name; empty for a pause between turns and where nobody was told apart.
        text: what is said with pause marks, or the mark of a pause between turns.
        utterance: what the line shows, or None for a pause.
    """

    label: str
    text: str
    utterance: Utterance | None

    @property
    def time(self) -> str:
        """When it begins, `HH:MM:SS`; empty for a pause."""
        return short_clock(milliseconds(self.utterance.span.start)) if self.utterance else ""


def dialogue(
    transcript: Transcript,
    *,
    min_pause: float = 0.0,
    max_silence: float | None = TURN_SILENCE,
    over_silence: bool = True,
) -> Iterator[Said | Pause]:
    """Lay pauses between and inside utterances by their middles; in linear time.

    Args:
        transcript: the conversation.
        min_pause: shorter pauses are left out, in seconds.
        max_silence: a longer silence ends an utterance even if the same speaker goes on.
        over_silence: except where a person joined two paragraphs.
    """
    pauses = [pause for pause in transcript.pauses if pause.span.duration >= min_pause]
    cursor = 0
    for utterance in utterances(transcript, max_silence=max_silence, over_silence=over_silence):
        while cursor < len(pauses) and pauses[cursor].span.middle <= utterance.span.start:
            yield pauses[cursor]
            cursor += 1
        first = cursor
        while cursor < len(pauses) and pauses[cursor].span.middle < utterance.span.end:
            cursor += 1
        inside = pauses[first:cursor]
        yield Said(utterance=utterance, items=_woven(utterance.words, inside))
        if not utterance.words:
            yield from inside
    yield from pauses[cursor:]


def dialogue_lines(
    transcript: Transcript,
    *,
    style: PauseStyle,
    min_pause: float = 0.0,
    max_silence: float | None = TURN_SILENCE,
) -> Iterator[DialogueLine]:
    """Render a conversation in one pause style, a line an utterance and a line a pause between turns."""
    labels = speaker_labels(transcript)
    for part in dialogue(transcript, min_pause=min_pause, max_silence=max_silence):
        if isinstance(part, Pause):
            if mark := pause_mark(part, style):
                yield DialogueLine(label="", text=mark, utterance=None)
        else:
            text = text_with_pauses(part, style, transcript.language)
            yield DialogueLine(label=labels[part.utterance.speaker], text=text, utterance=part.utterance)


def text_with_pauses(said: Said, style: PauseStyle, language: str) -> str:
    """The text of an utterance with pause marks where the pauses are."""
    pieces: list[str] = []
    words: list[str] = []
    marked = False
    for item in said.items:
        if isinstance(item, Word):
            words.append(item.text)
        elif mark := pause_mark(item, style):
            if words:
                pieces.append(join_texts(words, language))
            pieces.append(mark)
            words, marked = [], True
    if not marked:
        return said.utterance.text
    if words:
        pieces.append(join_texts(words, language))
    return " ".join(pieces)


def _woven(words: Sequence[Word], pauses: Sequence[Pause]) -> tuple[Word | Pause, ...]:
    if not words:
        return ()
    items: list[Word | Pause] = []
    cursor = 0
    for word in words:
        while cursor < len(pauses) and pauses[cursor].span.middle <= word.span.middle:
            items.append(pauses[cursor])
            cursor += 1
        items.append(word)
    items.extend(pauses[cursor:])
    return tuple(items)
