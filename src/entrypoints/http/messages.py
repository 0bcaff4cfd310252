"""What errors and notices say, in the language of who reads it.

The program raises errors in English, and their codes are for programs. People who chose German read German
sentences: `ui/texts/messages.LANGUAGE.json` has them by the English ones, with `{}` for what changes. Scripts
of a page get theirs from the API, whose `detail` and `hint` are in the language that the request asks for
(RFC 9457, section 3.1). What is not in the file, such as what a plugin says, stays as it is.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from exact_transcription.entrypoints.http.texts import request_language

_HOLE = "{}"
_DEPTH = 3
"""A notice may quote an error, and that another; more than that no sentence holds."""


def said(message: str) -> str:
    """A sentence of an error or a notice, in the language of the present request."""
    return in_language(message, request_language())


def in_language(message: str, language: str) -> str:
    """`message`, a sentence in English, in `language`; itself where there is no translation."""
    return _translated(message, language, _DEPTH)


def _translated(message: str, language: str, depth: int) -> str:
    exact, patterns = _sentences(language)
    if message in exact:
        return exact[message]
    for pattern, translation in patterns if depth else ():
        if found := pattern.fullmatch(message):
            parts = [_translated(part, language, depth - 1) for part in found.groups()]
            return translation.format(*parts)
    return message


@cache
def _sentences(language: str) -> tuple[Mapping[str, str], Sequence[tuple[re.Pattern[str], str]]]:
    """Those that are always the same, and those with holes, the ones that say most themselves first."""
    known = messages(language)
    exact = {english: text for english, text in known.items() if _HOLE not in english}
    holes = sorted(known.keys() - exact.keys(), key=lambda each: len(each.replace(_HOLE, "")), reverse=True)
    return exact, [(_pattern(english), known[english]) for english in holes]


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, english.split(_HOLE))), re.DOTALL)


@cache
def messages(language: str) -> Mapping[str, str]:
    """English sentence to the one in `language`, with `{}` where something is put in; none for English."""
    path = files("exact_transcription.entrypoints.http").joinpath("ui", "texts", f"messages.{language}.json")
    if not path.is_file():
        return {}
    found: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found
