"""What plugins say of their formats, in the language of the page.

Plugins speak English. For those that come with the program there are translations by the English text in
`ui/texts/plugins.LANGUAGE.json`; what is not among them stays as the plugin says it.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def translations(language: str) -> Mapping[str, str]:
    """English text to the text in `language`."""
    path = files("exact_transcription.entrypoints.http").joinpath("ui", "texts", f"plugins.{language}.json")
    if not path.is_file():
        return {}
    texts: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return texts


def translated(text: str, language: str) -> str:
    """A plugin's text."""
    return translations(language).get(text, text)
