"""Showing which word is being spoken, in formats that only know whole cues."""

from collections.abc import Callable, Iterator

from exact_transcription.plugins.formatting.subtitles.cues import Cue
from exact_transcription.plugins.formatting.subtitles.units import Token, Unit, spaced_tokens


def highlighted(
    cue: Cue, escape: Callable[[str], str], before: str, after: str
) -> Iterator[tuple[int, int, list[str]]]:
    """Divide a cue at the beginnings of its words, each word marked while it is spoken.

    Args:
        cue: what is shown.
        escape: makes text safe for the format.
        before: markup before the word.
        after: markup after it.

    Yields:
        Start and end in milliseconds, and lines of text; together they cover the cue.
    """
    units = [unit for part in cue.parts for line in part.lines for unit in line]
    tokens = [token for unit in units for token in unit.tokens if token.spoken]
    spoken = sorted(tokens, key=lambda token: token.start)
    starts = [cue.start, *(token.start for token in spoken[1:]), cue.end]
    current: list[Token] = []
    for index, token in enumerate(spoken):
        current.append(token)
        start, end = max(cue.start, starts[index]), min(cue.end, starts[index + 1])
        if end > start:
            yield start, end, _lines(cue, current, escape, before, after)
            current = []


def _lines(
    cue: Cue, current: list[Token], escape: Callable[[str], str], before: str, after: str
) -> list[str]:
    marked = {id(token) for token in current}

    def shown(unit: Unit) -> str:
        text = ""
        for gap, token in spaced_tokens(unit):
            piece = escape(token.text)
            text += gap + (f"{before}{piece}{after}" if id(token) in marked else piece)
        return text

    return [
        "".join((" " if number and unit.gap else "") + shown(unit) for number, unit in enumerate(line))
        for part in cue.parts
        for line in part.lines
    ]
