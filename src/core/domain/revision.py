"""Versions of a transcript: the first from the program, later ones from people or from running it again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RevisionKind(StrEnum):
    """Where a revision comes from."""

    TRANSCRIBED = "transcribed"
    EDITED = "edited"
    RESTORED = "restored"
    """The content of an earlier revision, made the newest again."""
    REALIGNED = "realigned"
    """The revision before with measured times for words that a person had changed; nothing else is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One version of the transcript of one job; never changed once it is there.

    Attributes:
        job_id: whose transcript.
        number: 1, 2, … without gaps within the job.
        kind: where it comes from.
        blob: key of the transcript document in the blob store.
        sha256: hexadecimal digest of the document, which is also its entity tag.
        author: id of the user who made it; the job's owner for transcribed ones.
        note: what was changed, in a few words, or empty.
        created: when, UTC.
        base: number of the revision that undoing this one leads back to; 0 where there is none.
        redo: number of the revision that was undone to come here; 0 where nothing was.
        refines: of a realigned one, the number of the revision whose place it takes: who saw that one may
            change this one, and undoing and redoing lead from here where they led from there. Otherwise 0.
    """

    job_id: str
    number: int
    kind: RevisionKind
    blob: str
    sha256: str
    author: str
    note: str = ""
    created: datetime
    base: int = 0
    redo: int = 0
    refines: int = 0
