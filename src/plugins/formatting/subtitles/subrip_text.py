"""Text inside SubRip files, which have no way to escape what looks like markup."""

import re

_GUARD = "\N{WORD JOINER}"
_MARKUP = re.compile(r"<(?=[/a-zA-Z])|\{(?=\\|[a-zA-Z]:)|--(?=>)")
_GUARDED = re.compile(f"(?<=[<{{]){_GUARD}|(?<=--){_GUARD}")


def guarded(text: str) -> str:
    r"""Keep players from taking `<i>`, `{\an8}` or `-->` in what was said for markup.

    An invisible word joiner follows the first character; `unguarded` takes it out again.
    """
    return _MARKUP.sub(lambda match: match[0] + _GUARD, text)


def unguarded(text: str) -> str:
    """The text before `guarded`."""
    return _GUARDED.sub("", text)
