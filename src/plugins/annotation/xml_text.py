"""Text that XML 1.0 can hold."""

import re

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """The text with a replacement character for every character that XML forbids."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
