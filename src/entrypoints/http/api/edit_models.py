"""Edits of transcripts as they are sent; each type is an edit of the domain in snake case.

Words, segments and turns are counted from 0 as they stand in the document; `first` and `last` both belong to
what is meant. Edits are made one after the other, so numbers are those that the edits before leave.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exact_transcription.core.domain import edits as domain
from exact_transcription.core.domain.edit_speakers import MAX_NAME
from exact_transcription.core.domain.edit_words import MAX_CHARACTERS
from exact_transcription.entrypoints.http.api.fields import Sent, Text

Index = Annotated[int, Field(ge=0, le=10_000_000)]
SpeakerId = Annotated[Text, Field(min_length=1, max_length=64, description="Id of a speaker.")]
Name = Annotated[Text, Field(max_length=MAX_NAME)]
Seconds = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
MAX_RANGES = 20_000
Words = Annotated[Text, Field(max_length=MAX_CHARACTERS)]


class EditModel(Sent):
    """An edit."""

    made: ClassVar[type[domain.Edit]]
    type: str

    def edit(self) -> domain.Edit:
        """The edit of the domain."""
        return self.made(**self.model_dump(exclude={"type"}))


class RenameSpeaker(EditModel):
    """Give a speaker a name, or take it away with null."""

    made = domain.RenameSpeaker
    type: Literal["rename_speaker"]
    speaker: SpeakerId
    name: Name | None


class MergeSpeakers(EditModel):
    """Take two speakers for one: everything of `speaker` becomes that of `into`."""

    made = domain.MergeSpeakers
    type: Literal["merge_speakers"]
    speaker: SpeakerId
    into: SpeakerId


class AddSpeaker(EditModel):
    """Add somebody whom nobody told apart; the id is the first free `SPEAKER_nn`."""

    made = domain.AddSpeaker
    type: Literal["add_speaker"]
    name: Name | None = None


class ReassignWords(EditModel):
    """Give words to another speaker."""

    made = domain.ReassignWords
    type: Literal["reassign_words"]
    first: Index
    last: Index
    speaker: SpeakerId


class WordRange(Sent):
    """Words from the first to the last one."""

    first: Index
    last: Index


class ReassignRanges(EditModel):
    """Give several ranges of words to one speaker, such as all turns that sound alike."""

    made = domain.ReassignRanges
    type: Literal["reassign_ranges"]
    ranges: Annotated[list[WordRange], Field(min_length=1, max_length=MAX_RANGES)]
    speaker: SpeakerId

    def edit(self) -> domain.Edit:
        """The edit of the domain."""
        ranges = tuple((each.first, each.last) for each in self.ranges)
        return domain.ReassignRanges(ranges=ranges, speaker=self.speaker)


class ReassignTurn(EditModel):
    """Give a turn, and the words in it that were its speaker's, to another."""

    made = domain.ReassignTurn
    type: Literal["reassign_turn"]
    turn: Index
    speaker: SpeakerId


class ReassignSpan(EditModel):
    """Give everything that `speaker` says from `start` to `end`, in seconds, to `into`."""

    made = domain.ReassignSpan
    type: Literal["reassign_span"]
    speaker: SpeakerId
    into: SpeakerId
    start: Seconds
    end: Seconds


class ReplaceWords(EditModel):
    """Write something else for words of one segment; an empty text deletes them.

    As many words as before keep their times. Otherwise the new words share the time of the old ones and are
    marked as interpolated.
    """

    made = domain.ReplaceWords
    type: Literal["replace_words"]
    first: Index
    last: Index
    text: Words


class InsertWords(EditModel):
    """Write words before or after a word (one of the two), in its segment and of its speaker."""

    made = domain.InsertWords
    type: Literal["insert_words"]
    text: Words
    before: Index | None = None
    after: Index | None = None


class DeleteWords(EditModel):
    """Take words away; segments that have none left go with them."""

    made = domain.DeleteWords
    type: Literal["delete_words"]
    first: Index
    last: Index


class MoveWord(EditModel):
    """Say when a word was said, in seconds."""

    made = domain.MoveWord
    type: Literal["move_word"]
    word: Index
    start: Seconds
    end: Seconds


class ConfirmWords(EditModel):
    """Vouch for words after listening: their text, speaker and time are right as they stand."""

    made = domain.ConfirmWords
    type: Literal["confirm_words"]
    first: Index
    last: Index


class SplitSegment(EditModel):
    """Let a new segment begin with a word that is inside one."""

    made = domain.SplitSegment
    type: Literal["split_segment"]
    word: Index


class MergeSegments(EditModel):
    """Make one segment of several that follow each other."""

    made = domain.MergeSegments
    type: Literal["merge_segments"]
    first: Index
    last: Index


class BeginParagraph(EditModel):
    """Let a paragraph begin with a word, though its speaker goes on; a segment begins there as well."""

    made = domain.BeginParagraph
    type: Literal["begin_paragraph"]
    word: Index


class JoinParagraphs(EditModel):
    """Let the paragraph that begins with a word go on from what the same speaker says before."""

    made = domain.JoinParagraphs
    type: Literal["join_paragraphs"]
    word: Index


class SplitTurn(EditModel):
    """Give the rest of a turn, from `at` (seconds) on, with its speaker's words to another speaker."""

    made = domain.SplitTurn
    type: Literal["split_turn"]
    turn: Index
    at: Seconds
    speaker: SpeakerId


class MergeTurns(EditModel):
    """Let the speaker of two turns go on talking between them."""

    made = domain.MergeTurns
    type: Literal["merge_turns"]
    first: Index
    last: Index


AnyEdit = Annotated[
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
    | MergeTurns,
    Field(discriminator="type"),
]
