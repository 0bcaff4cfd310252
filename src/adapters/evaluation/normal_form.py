"""Whisper's text normalisation (Radford et al. 2022, appendix C), by the package whisper-normalizer.

Lower case, no punctuation; in English also numbers, contractions and British spelling.
"""

import warnings

with warnings.catch_warnings():
    # The package's docstrings hold stray backslashes, which Python warns of when it first compiles them.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)  # the same, in Python 3.11
    from whisper_normalizer.basic import BasicTextNormalizer
    from whisper_normalizer.english import EnglishTextNormalizer

_BASIC, _ENGLISH = BasicTextNormalizer(), EnglishTextNormalizer()


def normal_form(text: str, language: str) -> str:
    """Text in normal form; words apart by single spaces."""
    return " ".join(str((_ENGLISH if language == "en" else _BASIC)(text)).split())
