"""What a subtitle is put together from: words, or names that stay on one line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exact_transcription.core.domain.text import LANGUAGES_WITHOUT_SPACES, ends_clause, ends_sentence
from exact_transcription.plugins.formatting.plain_text import display_width, latin_meet
from exact_transcription.plugins.formatting.subtitles.names import NameFinder

_NO_LINE_START = frozenset("、。，．・：；？！」』】）〕〉》’”ーぁぃぅぇぉっゃゅょァィゥェォッャュョ…")  # noqa: RUF001


@dataclass(slots=True)
class Token:
    """A word of a subtitle, its time in milliseconds; `spoken` is false for names and marks put in."""

    text: str
    start: int
    end: int
    spoken: bool = True


@dataclass(slots=True)
class Unit:
    """Tokens that stay on one line.

    Attributes:
        tokens: at least one.
        text: the tokens joined.
        width: columns of the text.
        gap: columns between the unit before and this one if they share a line: 0 or 1.
        closes: 2 where a sentence ends after it, 1 where a clause does, else 0.
        start: milliseconds.
        end: milliseconds.
    """

    tokens: tuple[Token, ...]
    text: str
    width: int
    gap: int
    closes: int
    start: int
    end: int


def units_of(tokens: Sequence[Token], names: NameFinder, language: str, width: int) -> list[Unit]:
    """Group tokens into units that fit on one line of `width` columns.

    Names stay together where they fit. A token wider than a line is cut.
    """
    spaced = language not in LANGUAGES_WITHOUT_SPACES
    whole = _fitting(tokens, width)
    texts = [token.text for token in whole]
    units: list[Unit] = []
    index, fresh = 0, True
    while index < len(whole):
        end = _unit_end(texts, index, names, width, fresh=fresh)
        first, last = whole[index], whole[end - 1]
        if first is last:
            group: tuple[Token, ...] = (first,)
            text = first.text
        else:
            group = tuple(whole[index:end])
            text = _text(texts[index:end], spaced=spaced)
        gap = 1 if index and (spaced or latin_meet(texts[index - 1], text)) else 0
        closes = _closing(last.text)
        fresh = closes == 2  # noqa: PLR2004 - the end of a sentence, see Unit
        columns = len(text) if text.isascii() else display_width(text)
        units.append(Unit(group, text, columns, gap, closes, first.start, last.end))
        index = end
    return units


def spaced_tokens(unit: Unit) -> Iterator[tuple[str, Token]]:
    """The tokens of a unit, each with the space before it; the first one has none."""
    if len(unit.tokens) == 1:  # most units, and so the quick way out
        yield "", unit.tokens[0]
        return
    cursor = 0
    for token in unit.tokens:
        begin = unit.text.index(token.text, cursor)
        yield unit.text[cursor:begin], token
        cursor = begin + len(token.text)


def _closing(text: str) -> int:
    if text[-1].isalnum():  # most words, and so the quick way out
        return 0
    return 2 if ends_sentence(text) else int(ends_clause(text))


def _unit_end(texts: Sequence[str], index: int, names: NameFinder, width: int, *, fresh: bool) -> int:
    end = index + names.length_at(texts, index, sentence_start=fresh)
    if end == index + 1 and (end == len(texts) or texts[end][0] not in _NO_LINE_START):
        return end
    while end < len(texts) and texts[end][0] in _NO_LINE_START:
        end += 1
    while end > index + 1 and sum(map(display_width, texts[index:end])) + end - index - 1 > width:
        end -= 1
    return end


def _text(texts: Sequence[str], *, spaced: bool) -> str:
    text = texts[0]
    for after in texts[1:]:
        text += f" {after}" if spaced or latin_meet(text, after) else after
    return text


def _fitting(tokens: Sequence[Token], width: int) -> list[Token]:
    """Tokens, those that are wider than a line cut into pieces."""
    fitting: list[Token] = []
    for token in tokens:
        if len(token.text) * 2 <= width or display_width(token.text) <= width:
            fitting.append(token)
        else:
            fitting.extend(_pieces(token, width))
    return fitting


def _pieces(token: Token, width: int) -> Iterator[Token]:
    piece, used = "", 0
    for character in token.text:
        columns = display_width(character)
        if piece and used + columns > width:
            yield Token(piece, token.start, token.end, token.spoken)
            piece, used = "", 0
        piece += character
        used += columns
    yield Token(piece, token.start, token.end, token.spoken)
