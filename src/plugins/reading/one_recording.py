"""Files that may hold several recordings."""

from collections.abc import Mapping

from exact_transcription.core.domain.errors import InvalidRequestError


def chosen_recording(found: Mapping[str, object], wanted: str) -> str:
    """The recording to read: the one asked for, or the only one; empty where the file holds none.

    Raises:
        InvalidRequestError: it is not there, or there are several and none was asked for.
    """
    if wanted:
        if wanted in found:
            return wanted
        raise InvalidRequestError(
            f"The file holds no recording {wanted!r}.",
            hint=f"It holds: {', '.join(sorted(found)) or 'none'}.",
        )
    if len(found) > 1:
        raise InvalidRequestError(
            f"The file holds {len(found)} recordings.",
            hint=f"Choose one with the option 'uri': {', '.join(sorted(found)[:20])}.",
        )
    return next(iter(found), "")
