"""Names of the languages that can be recognised, in the language of the page."""

import unicodedata
from collections.abc import Sequence

from exact_transcription.entrypoints.http.texts import Texts
from exact_transcription.plugins.formatting.languages import ENGLISH_NAMES, english_name


def language_name(texts: Texts, code: str) -> str:
    """The name of a language; the code itself where it has none."""
    return texts.get(f"languages.{code}", english_name(code).capitalize())


def language_names(texts: Texts) -> Sequence[tuple[str, str]]:
    """All codes with their names, in the order of the names."""
    named = [(code, language_name(texts, code)) for code in ENGLISH_NAMES]
    return sorted(named, key=lambda item: _plain(item[1]))


def _plain(name: str) -> str:
    """Without marks over letters: dictionaries sort ä with a."""
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if sign.isalpha()).casefold()
