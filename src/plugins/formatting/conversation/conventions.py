"""What tells one convention for writing conversations down from another."""

from collections.abc import Callable
from dataclasses import dataclass

from exact_transcription.core.domain.word import Word, WordFlag
from exact_transcription.plugins.formatting.pause_marks import PauseStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """How a conversation is written down.

    Attributes:
        pauses: how pauses are written.
        text: a word as the convention writes it; empty where it writes nothing.
        breaks_after: whether a new line begins after a word.
        uncertain_below: words of less confidence stand in parentheses.
        width: columns of a line before it is wrapped.
        line_numbers: whether lines are numbered.
    """

    pauses: PauseStyle
    text: Callable[[str], str]
    breaks_after: Callable[[str], bool]
    uncertain_below: float
    width: int
    line_numbers: bool

    def is_uncertain(self, word: Word) -> bool:
        """Whether a word is one that the transcriber is not sure of."""
        return word.confidence < self.uncertain_below or WordFlag.SUSPECT_TEXT in word.flags


def described(text: str) -> str:
    """`[Music]` as the description `((Music))`; square brackets are for overlap."""
    return text.replace("[", "((").replace("]", "))").replace("((((", "((").replace("))))", "))")
