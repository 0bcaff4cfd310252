"""Finding out who speaks in subtitles that name speakers in the text."""

import re
from typing import Literal

SpeakerReading = Literal["change", "always", "none"]
"""Names stand where the speaker changes, before every text, or are not to be looked for."""

_NAMED = re.compile(r"^(?:\[(?P<bracketed>[^\]]{1,60})\]|(?P<name>[^\W\d_][^:!?]{0,58}?)): (?=\S)")


class SpeakerReader:
    """Takes names off the beginnings of texts, cue by cue."""

    def __init__(self, mode: SpeakerReading) -> None:
        """Begin with nobody speaking.

        Args:
            mode: where names stand.
        """
        self._mode = mode
        self._current: str | None = None

    def read(self, text: str) -> tuple[str | None, str]:
        """The speaker of a text, by name, and the text without the name."""
        if self._mode == "none":
            return None, text
        found = _NAMED.match(text)
        if found and (found["bracketed"] or not found["name"][0].islower()):
            self._current = found["bracketed"] or found["name"]
            return self._current, text[found.end() :]
        return (self._current if self._mode == "change" else None), text
