"""Entity tags of transcripts: which revision somebody saw."""

from collections.abc import Iterable

from flask import request
from werkzeug.exceptions import PreconditionFailed, PreconditionRequired

from exact_transcription.core.domain.revision import Revision

_CHARACTERS = 32


def tag_of(revision: Revision) -> str:
    """The strong entity tag of a revision, without its quotation marks."""
    return f"{revision.number}-{revision.sha256[:_CHARACTERS]}"


def require_match(seen: Iterable[Revision]) -> int:
    """The number of the revision that the client saw, which is one of `seen`.

    Raises:
        PreconditionRequired: the client does not say which one it saw.
        PreconditionFailed: it saw another one.
    """
    if "If-Match" not in request.headers:
        raise PreconditionRequired("Send the ETag of the transcript that you saw as If-Match.")
    for revision in seen:
        if request.if_match.contains(tag_of(revision)):
            return revision.number
    raise stale()


def stale() -> PreconditionFailed:
    """What to raise when the client saw an earlier revision."""
    return PreconditionFailed("The transcript was changed meanwhile. Read it again, then edit.")
