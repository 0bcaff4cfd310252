"""The texts of the pages in the language of who reads them.

One catalogue a language, `ui/texts/<language>.json`, serves the templates and the scripts. A text is found
by its place, `transcript.undo`; `{name}` in it is replaced; a text with a number has the forms `one` and
`other`.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from flask import request

LANGUAGES: Mapping[str, str] = {"en": "English", "de": "Deutsch"}
"""Codes of the languages that there are texts in, and what each calls itself."""

COOKIE = "exact_language"

Catalogue = Mapping[str, "str | Catalogue"]


class Texts:
    """The texts of one language."""

    def __init__(self, language: str) -> None:
        """Read the catalogue of `language`, one of `LANGUAGES`."""
        self.language = language
        self._catalogue = catalogue(language)

    def __call__(self, key: str, **values: object) -> str:
        """The text at `key`, with `values` put in; `count` chooses between `one` and `other`.

        Raises:
            KeyError: there is no such text, or a value for it is missing.
        """
        found: str | Catalogue = self._catalogue
        for part in key.split("."):
            if isinstance(found, str):
                raise KeyError(key)
            found = found[part]
        if not isinstance(found, str):
            found = found["one" if values["count"] == 1 else "other"]
        if not isinstance(found, str):
            raise KeyError(key)
        return found.format_map(values)

    def get(self, key: str, otherwise: str) -> str:
        """The text at `key`, or `otherwise` where there is none, e.g. for a stage that a plugin adds."""
        try:
            return self(key)
        except KeyError:
            return otherwise


@cache
def catalogue(language: str) -> Catalogue:
    """All texts of a language."""
    path = files("exact_transcription.entrypoints.http").joinpath("ui", "texts", f"{language}.json")
    texts: Catalogue = json.loads(path.read_text(encoding="utf-8"))
    return texts


def request_language() -> str:
    """The language chosen on the page, else the one that the browser asks for, else English."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "en"
