"""Entity tags of transcripts: which revision somebody saw."""

from flask import request
from werkzeug.exceptions import PreconditionFailed, PreconditionRequired

from exact_transcription.core.domain.revision import Revision

_CHARACTERS = 32


def tag_of(revision: Revision) -> str:
    """The strong entity tag of a revision, without its quotation marks."""
    return f"{revision.number}-{revision.sha256[:_CHARACTERS]}"


def require_match(newest: Revision) -> int:
    """The number of the newest revision, if it is the one that the client saw.

    Raises:
        PreconditionRequired: the client does not say which one it saw.
        PreconditionFailed: it saw another one.
    """
    if "If-Match" not in request.headers:
        raise PreconditionRequired("Send the ETag of the transcript that you saw as If-Match.")
    if not request.if_match.contains(tag_of(newest)):
        raise stale()
    return newest.number


def stale() -> PreconditionFailed:
    """What to raise when the client saw an earlier revision."""
    return PreconditionFailed("The transcript was changed meanwhile. Read it again, then edit.")
