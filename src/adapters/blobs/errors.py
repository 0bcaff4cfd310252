"""What goes wrong with stored bytes, in the core's words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from exact_transcription.core.domain.errors import (
    ExactTranscriptionError,
    NotFoundError,
    ServiceUnavailableError,
    StorageFullError,
)

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Raise the core's errors instead of those of files and of object stores' libraries.

    The libraries of object stores have no base class of errors in common, and some are only known once the
    store's package is imported; so whatever they raise is taken as the store not answering.
    """
    try:
        yield
    except (ExactTranscriptionError, ValueError, TypeError, AssertionError):
        raise
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise NotFoundError(f"There is no blob {what}.") from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _FULL:
            raise StorageFullError(
                "The storage for recordings and results is full.", hint="Free some space, or add some."
            ) from error
        raise ServiceUnavailableError(
            f"The storage for recordings and results does not answer: {type(error).__name__}: {error}.",
            hint="It is tried again by itself; check the folder's permissions, or the object store.",
        ) from error
