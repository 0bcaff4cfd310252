"""A transcript as CHAT utterances: one sentence each, with bullets that do not overlap for one speaker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.text import ends_sentence
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.annotation.chat_words import chat_word
from exact_transcription.plugins.annotation.labels import Label
from exact_transcription.plugins.annotation.speaker_tiers import SpeakerTier, Stretch, speaker_tiers
from exact_transcription.plugins.formatting.pause_marks import pause_mark

_QUESTIONS = "?؟？;"  # noqa: RUF001 - the full-width mark and Greek's are what is meant
_EXCLAMATIONS = "!！"  # noqa: RUF001
_COMMAS = ",،，、"  # noqa: RUF001
_NO_WORDS = frozenset({","})
_ELLIPSES = ("...", "…")


@dataclass(slots=True, kw_only=True)
class ChatLine:
    """One utterance.

    Attributes:
        speaker: id, or None.
        start: milliseconds.
        end: milliseconds.
        tokens: words, commas and pauses of the main line.
        timed: the words with their times and the commas, for the %wor tier.
        terminator: `.`, `?`, `!` or `+...`.
    """

    speaker: str | None
    start: int
    end: int
    tokens: list[str] = field(default_factory=list)
    timed: list[str] = field(default_factory=list)
    terminator: str = "."


def chat_lines(transcript: Transcript, *, min_pause: float, pauses: bool) -> list[ChatLine]:
    """All utterances by their start; those without a word that CHAT can hold are left out."""
    marks = _Pauses(transcript, min_pause) if pauses else None
    lines = [line for tier in speaker_tiers(transcript) for line in _lines(tier, transcript.language, marks)]
    return sorted(lines, key=lambda line: (line.start, line.end))


class _Pauses:
    """The marks of pauses by whose they are: what precedes a word of the same speaker."""

    def __init__(self, transcript: Transcript, min_pause: float) -> None:
        self._by_speaker: dict[str | None, list[Pause]] = {}
        for pause in transcript.pauses:
            own = pause.speaker == pause.next_speaker and pause.kind is not PauseKind.LATCH
            if own and pause.span.duration >= min_pause:
                self._by_speaker.setdefault(pause.speaker, []).append(pause)

    def of(self, speaker: str | None) -> list[tuple[float, str]]:
        """Middle in milliseconds and mark, by time."""
        return [
            (pause.span.middle * 1000, pause_mark(pause, "chat"))
            for pause in self._by_speaker.get(speaker, [])
        ]


def _lines(tier: SpeakerTier, language: str, marks: _Pauses | None) -> Iterator[ChatLine]:
    pauses = marks.of(tier.speaker) if marks else []
    cursor = 0
    for stretch in tier.stretches:
        for sentence in _sentences(stretch):
            first = cursor
            end = sentence[-1].end
            while cursor < len(pauses) and pauses[cursor][0] < end:
                cursor += 1
            line = _line(tier.speaker, sentence, language, pauses[first:cursor])
            if not stretch.words:
                line.timed.clear()
            if any(token not in _NO_WORDS and token[0] != "(" for token in line.tokens):
                yield line


def _sentences(stretch: Stretch) -> Iterator[list[Label]]:
    if not stretch.words:
        yield [Label(start=stretch.start, end=stretch.end, text=stretch.text)]
        return
    sentence: list[Label] = []
    for word in stretch.words:
        sentence.append(word)
        if ends_sentence(word.text):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _line(
    speaker: str | None, words: Sequence[Label], language: str, pauses: Sequence[tuple[float, str]]
) -> ChatLine:
    line = ChatLine(speaker=speaker, start=words[0].start, end=words[-1].end)
    cursor = 0
    for word in words:
        while cursor < len(pauses) and pauses[cursor][0] <= (word.start + word.end) / 2:
            line.tokens.append(pauses[cursor][1])
            cursor += 1
        # The text of a whole utterance, where words have no times, comes as one "word" with spaces.
        parts = [chat_word(part, language) for part in word.text.split()]
        if not (spoken := [part for part in parts if part]):
            continue
        line.tokens += spoken
        line.timed.append(f"{' '.join(spoken)} {bullet(word.start, word.end)}")
        if word.text[-1:] in _COMMAS and word is not words[-1]:
            line.tokens.append(",")
            line.timed.append(",")
    line.terminator = _terminator(words[-1].text)
    return line


def bullet(start: int, end: int) -> str:
    """A time as CHAT marks it, in milliseconds between two control characters."""
    return f"\x15{start}_{end}\x15"


def _terminator(text: str) -> str:
    bare = text.rstrip("\"'”’»›)]}」』）】")  # noqa: RUF001 - closing marks of all kinds
    if bare.endswith(_ELLIPSES):
        return "+..."
    if bare[-1:] in _QUESTIONS and bare:
        return "?"
    return "!" if bare[-1:] in _EXCLAMATIONS and bare else "."
