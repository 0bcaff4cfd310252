"""From a transcript to cues: what subtitle formats write down."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word
from exact_transcription.plugins.formatting.dialogue import Said, dialogue
from exact_transcription.plugins.formatting.pause_marks import pause_mark
from exact_transcription.plugins.formatting.plain_text import display_width
from exact_transcription.plugins.formatting.reading import for_reading
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.subtitles.cutting import NEW_CUE_SILENCE_MS, CueSize, cut
from exact_transcription.plugins.formatting.subtitles.lines import break_lines, fewest_lines, width_of
from exact_transcription.plugins.formatting.subtitles.names import NameFinder
from exact_transcription.plugins.formatting.subtitles.options import CueOptions
from exact_transcription.plugins.formatting.subtitles.timing import timed
from exact_transcription.plugins.formatting.subtitles.units import Token, Unit, units_of
from exact_transcription.plugins.formatting.times import milliseconds


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at one time.

    Attributes:
        start: milliseconds.
        end: milliseconds, after `start`.
        parts: what each speaker says: one part, or two that are marked by dashes.
    """

    start: int
    end: int
    parts: tuple["CuePart", ...]

    @property
    def width(self) -> int:
        """Columns of all text, for the reading speed."""
        return sum(width_of(line) for part in self.parts for line in part.lines)


@dataclass(frozen=True, slots=True)
class CuePart:
    """What one speaker says in a cue.

    Attributes:
        speaker: id, or None where nobody was told apart.
        label: the speaker's name, on one line.
        lines: at least one, of units with the speaker's mark in front where one was asked for.
    """

    speaker: str | None
    label: str
    lines: tuple[tuple[Unit, ...], ...]


def cues(transcript: Transcript, options: CueOptions) -> Iterator[Cue]:
    """Cut a transcript into cues, sorted by start; cues of different speakers may overlap in time."""
    cutter = _Cutter(for_reading(transcript, options), options)
    raw = sorted(cutter.cues(), key=lambda cue: (cue.start, cue.end))
    if options.speakers == "dash" and options.max_lines > 1:
        raw = list(_shared(raw, options))
    moved = (_moved(cue, milliseconds(options.time_offset)) for cue in raw)
    return timed((cue for cue in moved if cue is not None), options)


def text_of(units: Iterable[Unit]) -> str:
    """The text of a line."""
    return "".join(f"{' ' if number and unit.gap else ''}{unit.text}" for number, unit in enumerate(units))


class _Cutter:
    """Cuts what one speaker says at a time."""

    def __init__(self, transcript: Transcript, options: CueOptions) -> None:
        self._transcript = transcript
        self._options = options
        self._language = transcript.language
        self._labels: Mapping[str | None, str] = speaker_labels(transcript)
        self._names = NameFinder(self._labels.values())
        # With one voice there is nobody to be told apart from.
        self._named = len(transcript.speakers) > 1 and options.speakers in {"change", "always"}

    def cues(self) -> Iterator[Cue]:
        before: str | None = None
        for said in dialogue(
            self._transcript,
            min_pause=self._options.min_pause,
            max_silence=NEW_CUE_SILENCE_MS / 1000,
            over_silence=False,
        ):
            if isinstance(said, Said):
                yield from self._cut(said, changed=said.utterance.speaker != before)
                before = said.utterance.speaker

    def _cut(self, said: Said, *, changed: bool) -> Iterator[Cue]:
        options = self._options
        speaker = said.utterance.speaker
        units = units_of(self._tokens(said), self._names, self._language, options.max_line_width)
        if not units:
            return
        label = self._labels[speaker]
        mark = self._mark(label, units[0].start) if self._named and label else []
        every = mark if options.speakers == "always" else []
        marks = (mark if changed else every, every)
        size = CueSize(
            width=options.max_line_width,
            max_lines=options.max_lines,
            max_ms=milliseconds(options.max_duration),
        )
        first_lead, other_lead = (width_of(lead) + len(lead[:1]) for lead in marks)
        for number, (first, last) in enumerate(cut(units, size, lead=(first_lead, other_lead))):
            lines = self._lines(marks[bool(number)], units[first:last])
            part = CuePart(speaker, label, tuple(map(tuple, lines)))
            yield Cue(units[first].start, max(unit.end for unit in units[first:last]), (part,))

    def _lines(self, mark: list[Unit], units: list[Unit]) -> list[list[Unit]]:
        width, max_lines = self._options.max_line_width, self._options.max_lines
        if mark:
            marked = [*mark, replace(units[0], gap=1), *units[1:]]
            if fewest_lines(marked, width) <= max_lines:
                return break_lines(marked, width, max_lines)
        return break_lines(units, width, max_lines)

    def _mark(self, label: str, start: int) -> list[Unit]:
        width = self._options.max_line_width
        room = min(width, width * self._options.max_lines // 2)
        # A name that would leave no room for what is said is cut short.
        while display_width(label) + 1 > room:
            label = label[:-2].rstrip() + "…"
        return units_of([Token(f"{label}:", start, start, spoken=False)], NameFinder(), "", width)

    def _tokens(self, said: Said) -> list[Token]:
        tokens: list[Token] = []
        style = self._options.pauses
        for item in said.items:
            span = item.span
            if isinstance(item, Word):
                tokens.append(Token(item.text, milliseconds(span.start), milliseconds(span.end)))
            elif style != "none" and (mark := pause_mark(item, style)):
                start, end = milliseconds(span.start), milliseconds(span.end)
                tokens.append(Token(mark, start, end, spoken=False))
        return tokens or list(self._spread(said))

    def _spread(self, said: Said) -> Iterator[Token]:
        """Text without word times: its words share the time by their length, to find where to cut."""
        text = said.utterance.text
        pieces = list(text) if self._language in LANGUAGES_WITHOUT_SPACES else text.split()
        pieces = [piece for piece in pieces if piece.strip()]
        total = sum(map(len, pieces))
        start, length = milliseconds(said.utterance.span.start), milliseconds(said.utterance.span.duration)
        done = 0
        for piece in pieces:
            begin, done = done, done + len(piece)
            yield Token(piece, start + length * begin // total, start + length * done // total)


def _moved(cue: Cue, offset: int) -> Cue | None:
    if offset == 0:
        return cue
    if cue.end + offset <= 0:
        return None
    parts = tuple(
        replace(part, lines=tuple(tuple(_moved_unit(unit, offset) for unit in line) for line in part.lines))
        for part in cue.parts
    )
    return Cue(max(0, cue.start + offset), cue.end + offset, parts)


def _moved_unit(unit: Unit, offset: int) -> Unit:
    tokens = tuple(
        replace(token, start=max(0, token.start + offset), end=max(0, token.end + offset))
        for token in unit.tokens
    )
    return replace(unit, tokens=tokens, start=tokens[0].start, end=tokens[-1].end)


def _shared(raw: list[Cue], options: CueOptions) -> Iterator[Cue]:
    """Put short cues of two speakers that follow closely or overlap into one, marked by dashes."""
    index = 0
    while index < len(raw):
        pair = _pair(raw[index], raw[index + 1], options) if index + 1 < len(raw) else None
        yield pair or raw[index]
        index += 2 if pair else 1


_SHARED_SILENCE_MS = 500


def _pair(first: Cue, second: Cue, options: CueOptions) -> Cue | None:
    one, two = first.parts[0], second.parts[0]
    end = max(first.end, second.end)
    fits = all(
        len(part.lines) == 1 and width_of(part.lines[0]) <= options.max_line_width - 2 for part in (one, two)
    )
    close = second.start - first.end <= _SHARED_SILENCE_MS
    if one.speaker == two.speaker or not fits or not close:
        return None
    if end - first.start > milliseconds(options.max_duration):
        return None
    return Cue(first.start, end, tuple(_dashed(part) for part in (one, two)))


def _dashed(part: CuePart) -> CuePart:
    start = part.lines[0][0].start
    dash = Unit((Token("-", start, start, spoken=False),), "-", 1, 0, 0, start, start)
    first = replace(part.lines[0][0], gap=1)
    return replace(part, lines=((dash, first, *part.lines[0][1:]),))
