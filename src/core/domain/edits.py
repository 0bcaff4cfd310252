"""What a person may change in a transcript; `edit_application` tells how the transcript follows.

Words, segments and turns are counted from 0, and `first` and `last` both belong to what is meant.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameSpeaker:
    """Give a speaker a name, or take it away with None."""

    speaker: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSpeakers:
    """Take two speakers for one: everything of `speaker` becomes that of `into`."""

    speaker: str
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSpeaker:
    """Add somebody whom nobody told apart; the id is the first free `SPEAKER_nn`."""

    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignWords:
    """Give words to another speaker."""

    first: int
    last: int
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignRanges:
    """Give several ranges of words to one speaker, such as all turns that sound alike.

    Attributes:
        ranges: numbers of the first and the last word of each.
        speaker: whose they are.
    """

    ranges: tuple[tuple[int, int], ...]
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignTurn:
    """Give a turn, and the words in it that were its speaker's, to another."""

    turn: int
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceWords:
    """Write something else for words of one segment; an empty text deletes them.

    As many words as before keep their times. Otherwise the new words share the time of the old ones in
    proportion to their letters, and are marked as interpolated.
    """

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmWords:
    """Vouch for words after listening: their text, speaker and time are right as they stand."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveWord:
    """Say when a word was said."""

    word: int
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignSpan:
    """Give everything that `speaker` says from `start` to `end`, in seconds, to `into`."""

    speaker: str
    into: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertWords:
    """Write words that nobody recognised before or after a word, in its segment and of its speaker.

    Their times are guessed in the time between that word and its neighbour, and marked as interpolated.
    """

    text: str
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteWords:
    """Take words away; segments that have none left go with them."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitSegment:
    """Let a new segment begin with a word that is inside one."""

    word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSegments:
    """Make one segment of several that follow each other."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginParagraph:
    """Let a paragraph begin with a word, though its speaker goes on; a segment begins there as well."""

    word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinParagraphs:
    """Let the paragraph that begins with a word go on from what the same speaker says before."""

    word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitTurn:
    """Give the rest of a turn, from `at` (seconds) on, with its speaker's words to another speaker."""

    turn: int
    at: float
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeTurns:
    """Let the speaker of two turns go on talking between them; whoever talks there as well still does."""

    first: int
    last: int


Edit = (
    RenameSpeaker
    | MergeSpeakers
    | AddSpeaker
    | ReassignWords
    | ReassignRanges
    | ReassignTurn
    | ReassignSpan
    | ReplaceWords
    | InsertWords
    | DeleteWords
    | MoveWord
    | ConfirmWords
    | SplitSegment
    | MergeSegments
    | BeginParagraph
    | JoinParagraphs
    | SplitTurn
    | MergeTurns
)
