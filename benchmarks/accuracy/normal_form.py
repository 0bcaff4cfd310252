"""Whisper's text normalisation: lower case, no punctuation; in English also numbers and spelling."""

import warnings

with warnings.catch_warnings():
    # The package's docstrings hold stray backslashes, which Python warns of when it first compiles them.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)  # the same, in Python 3.11
    from whisper_normalizer.basic import BasicTextNormalizer
    from whisper_normalizer.english import EnglishTextNormalizer

_BASIC, _ENGLISH = BasicTextNormalizer(), EnglishTextNormalizer()


def basic(text: str) -> str:
    return str(_BASIC(text)).strip()


def english(text: str) -> str:
    return str(_ENGLISH(text)).strip()
