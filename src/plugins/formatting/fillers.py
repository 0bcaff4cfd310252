"""Leaving hesitations out of a transcript that is only for reading.

Only sounds that mean nothing but that somebody is still thinking (Clark and Fox Tree 2002, "Using uh and um
in spontaneous speaking"). What can also be an answer or a word (mm, hm, like, well) stays, and so does
everything in languages that are not listed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from exact_transcription.core.domain.paragraphs import without_gone
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.text import CLAUSE_ENDS, LANGUAGES_WITHOUT_SPACES, SENTENCE_ENDS
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.formatting.plain_text import join_texts

_SCANDINAVIAN = "[öø]+h+m*|e+h+m*"
_EAST_SLAVIC = "э+(-э+)*м*"
HESITATIONS: Mapping[str, re.Pattern[str]] = {
    language: re.compile(pattern)
    for language, pattern in {
        "ca": "e+h+m+|u+h+m+",
        "da": _SCANDINAVIAN,
        "de": "ä+h+m*|ä+m+|ö+h+m*|e+h+m+|u+h+m+",
        "en": "u+h+m*|u+m+|e+r+m+|e+r",
        "es": "e+h+|e+h*m+",
        "fr": "e+u+h+m*|h+e+u+",
        "it": "e+h+m+|u+h*m+",
        "ja": "え[えー]+っ?と?|え[えー]*っと|あのー+",
        "ko": "음+|으음+",
        "nl": "e+u*h+m*|u+h+m*",
        "no": _SCANDINAVIAN,
        "pl": "y{2,}m*|e{2,}m*",
        "pt": "ã+h+|a+h+n+|e+h+m+|u+h+m+",
        "ru": _EAST_SLAVIC,
        "sv": _SCANDINAVIAN,
        "uk": _EAST_SLAVIC,
        "yue": "呃+",
        "zh": "呃+",
    }.items()
}
"""ISO 639 code to what a hesitation looks like in lower case and without punctuation, however long drawn."""

_OPENING_MARKS = "\"'“‘«‹([{„「『（【¿¡"  # noqa: RUF001
_LONGEST_RUN = 5
"""Pieces that one hesitation is in at most, in languages written without spaces."""
_PARTS = re.compile(r"(?P<opening>[^\w]*)(?P<core>.*?)(?P<closing>[^\w]*)", re.DOTALL)


def without_fillers(transcript: Transcript) -> Transcript:
    """The transcript without hesitations; what hung on one, such as a full stop, goes to its neighbour."""
    language = transcript.language.split("-")[0]
    pattern = HESITATIONS.get(language)
    if pattern is None:
        return transcript
    spaced = language not in LANGUAGES_WITHOUT_SPACES
    # Most segments have none, which one search tells.
    anywhere = re.compile(rf"(?<!\w)(?:{pattern.pattern})(?!\w)" if spaced else pattern.pattern)
    cleaned = [
        _cleaned(segment, pattern, language, spaced=spaced)
        if anywhere.search(_lowered(segment, spaced=spaced))
        else segment
        for segment in transcript.segments
    ]
    return replace(transcript, segments=without_gone(transcript.segments, cleaned))


def _lowered(segment: Segment, *, spaced: bool) -> str:
    words = segment.words
    text = (" " if spaced else "").join(word.text for word in words) if words else segment.text
    return text.casefold()


def _cleaned(segment: Segment, pattern: re.Pattern[str], language: str, *, spaced: bool) -> Segment | None:
    words = segment.words
    texts = [word.text for word in words] or (segment.text.split() if spaced else list(segment.text))
    kept = _kept(texts, pattern, longest=1 if spaced else _LONGEST_RUN)
    if len(kept) == len(texts):
        return segment
    if not kept:
        return None
    text = join_texts([text for _, text in kept], language)
    remaining = tuple(replace(words[index], text=text) for index, text in kept) if words else ()
    return replace(segment, text=text, words=remaining)


def _kept(texts: Sequence[str], pattern: re.Pattern[str], *, longest: int) -> list[tuple[int, str]]:
    """Which pieces stay, each with the text that it has then."""
    kept: list[tuple[int, str]] = []
    opening, capital = "", False
    index = 0
    while index < len(texts):
        length = next(_hesitations(texts, index, pattern, longest), 0)
        if not length:
            kept.append((index, _taking_over(texts[index], opening, capital=capital)))
            opening, capital = "", False
            index += 1
            continue
        dropped = "".join(texts[index : index + length])
        parts = _parts(dropped)
        opening += "".join(mark for mark in parts["opening"] if mark in _OPENING_MARKS)
        capital = capital or parts["core"][:1].isupper()
        if kept:
            kept[-1] = (kept[-1][0], _closed(kept[-1][1], parts["closing"]))
        index += length
    return kept


def _hesitations(texts: Sequence[str], index: int, pattern: re.Pattern[str], longest: int) -> Iterator[int]:
    """Lengths of the hesitations that begin at `index`, the longest first. A question is none: "Uh?"."""
    for length in range(min(longest, len(texts) - index), 0, -1):
        parts = _parts("".join(texts[index : index + length]))
        asks = "?" in parts["closing"] or "？" in parts["closing"]  # noqa: RUF001 - the full-width one
        if not asks and pattern.fullmatch(parts["core"].casefold()):
            yield length


def _parts(text: str) -> dict[str, str]:
    found = _PARTS.fullmatch(text)
    return found.groupdict() if found else {"opening": "", "core": text, "closing": ""}


def _taking_over(text: str, opening: str, *, capital: bool) -> str:
    """A piece with the opening marks and the capital letter of the hesitation before it."""
    return opening + (text[:1].upper() + text[1:] if capital else text)


def _closed(text: str, marks: str) -> str:
    """A piece with what closed the hesitation after it; commas around a hesitation are the hesitation's."""
    closing = "".join(mark for mark in marks if mark not in CLAUSE_ENDS)
    if not closing or text[-1:] in SENTENCE_ENDS:
        return text
    return text.rstrip("".join(CLAUSE_ENDS)) + closing
