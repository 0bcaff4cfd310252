"""How a transcript follows a person's edits."""

from collections.abc import Iterable
from functools import singledispatch

from exact_transcription.core.domain import (
    edit_paragraphs,
    edit_segments,
    edit_speakers,
    edit_turns,
    edit_words,
)
from exact_transcription.core.domain import edits as made
from exact_transcription.core.domain.edits import Edit
from exact_transcription.core.domain.errors import InvalidRequestError, InvalidValueError
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript


def apply_edits(transcript: Transcript, edits: Iterable[Edit]) -> Transcript:
    """Apply edits one after the other; word and turn numbers are those that the edits before leave.

    Raises:
        InvalidRequestError: an edit names something that is not there, or makes no sense.
    """
    for number, edit in enumerate(edits, start=1):
        try:
            transcript = _applied(edit, transcript)
        except (InvalidRequestError, InvalidValueError) as error:
            raise InvalidRequestError(f"Edit {number} cannot be made: {error.message}") from error
    return transcript


@singledispatch
def _applied(edit: object, _transcript: Transcript) -> Transcript:
    raise InvalidRequestError(f"{type(edit).__name__} is no edit")


@_applied.register
def _(edit: made.RenameSpeaker, transcript: Transcript) -> Transcript:
    return edit_speakers.renamed(transcript, edit.speaker, edit.name)


@_applied.register
def _(edit: made.MergeSpeakers, transcript: Transcript) -> Transcript:
    return edit_speakers.merged_speakers(transcript, edit.speaker, edit.into)


@_applied.register
def _(edit: made.AddSpeaker, transcript: Transcript) -> Transcript:
    return edit_speakers.added(transcript, edit.name)


@_applied.register
def _(edit: made.ReassignWords, transcript: Transcript) -> Transcript:
    return edit_speakers.reassigned(transcript, edit.first, edit.last, edit.speaker)


@_applied.register
def _(edit: made.ReassignRanges, transcript: Transcript) -> Transcript:
    return edit_speakers.ranges_reassigned(transcript, edit.ranges, edit.speaker)


@_applied.register
def _(edit: made.ReassignTurn, transcript: Transcript) -> Transcript:
    return edit_turns.turn_reassigned(transcript, edit.turn, edit.speaker)


@_applied.register
def _(edit: made.ReplaceWords, transcript: Transcript) -> Transcript:
    return edit_words.replaced(transcript, edit.first, edit.last, edit.text)


@_applied.register
def _(edit: made.MoveWord, transcript: Transcript) -> Transcript:
    return edit_words.moved(transcript, edit.word, TimeSpan(start=edit.start, end=edit.end))


@_applied.register
def _(edit: made.ReassignSpan, transcript: Transcript) -> Transcript:
    span = TimeSpan(start=edit.start, end=edit.end)
    return edit_turns.span_reassigned(transcript, span, edit.speaker, edit.into)


@_applied.register
def _(edit: made.InsertWords, transcript: Transcript) -> Transcript:
    return edit_words.inserted(transcript, edit.text, before=edit.before, after=edit.after)


@_applied.register
def _(edit: made.DeleteWords, transcript: Transcript) -> Transcript:
    return edit_words.deleted(transcript, edit.first, edit.last)


@_applied.register
def _(edit: made.ConfirmWords, transcript: Transcript) -> Transcript:
    return edit_words.confirmed(transcript, edit.first, edit.last)


@_applied.register
def _(edit: made.SplitSegment, transcript: Transcript) -> Transcript:
    return edit_segments.split(transcript, edit.word)


@_applied.register
def _(edit: made.MergeSegments, transcript: Transcript) -> Transcript:
    return edit_segments.merged(transcript, edit.first, edit.last)


@_applied.register
def _(edit: made.BeginParagraph, transcript: Transcript) -> Transcript:
    return edit_paragraphs.begun(transcript, edit.word)


@_applied.register
def _(edit: made.JoinParagraphs, transcript: Transcript) -> Transcript:
    return edit_paragraphs.joined(transcript, edit.word)


@_applied.register
def _(edit: made.SplitTurn, transcript: Transcript) -> Transcript:
    return edit_turns.split(transcript, edit.turn, edit.at, edit.speaker)


@_applied.register
def _(edit: made.MergeTurns, transcript: Transcript) -> Transcript:
    return edit_turns.merged(transcript, edit.first, edit.last)
