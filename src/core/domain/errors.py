"""Every error that the core raises. Adapters translate vendor exceptions into these.

    ExactTranscriptionError
    ├── InvalidValueError           a value object was given values that contradict each other
    ├── InvalidRequestError         the caller asked for something that cannot be done as asked
    │   ├── UnknownFormatError      no exporter of that name
    │   ├── InvalidOptionError      an option is unknown or has a wrong value
    │   ├── JobStateError           what was asked for cannot happen to a job in its present state
    │   ├── LimitExceededError      more than the operator allows one user
    │   ├── ChecksumMismatchError   bytes that arrived are not what their checksum says
    │   └── ForbiddenUrlError       an address that the service may not connect to
    ├── FetchError                  another server did not give what it was asked for
    │   └── FetchInterruptedError   it may give it when it is asked again
    ├── NotFoundError               there is nothing with that id, or it belongs to somebody else
    │   ├── UploadExpiredError      the upload's time is over
    │   └── NoVoicePrintsError      nothing was kept of how the voices of a recording sound
    ├── NotSignedInError            nobody is signed in, or the key is not valid
    ├── AccessDeniedError           who is signed in may not do that
    ├── ConflictError               it was changed by somebody else meanwhile
    │   └── IdempotencyError        an idempotency key was used again for a different request
    ├── LeaseLostError              an execution works on a job that is no longer its own
    ├── TimedOutError               it was not finished in the time that was allowed
    ├── ServiceUnavailableError     the database, the queue or the blob store does not answer
    ├── MediaError                  the recording cannot be used; `code` says why
    │   ├── MediaNotFoundError      there is no file at that path, or it is not readable
    │   ├── EmptyMediaError         the file holds no bytes, or no samples
    │   ├── NotMediaError           not a media file, or damaged from the first byte
    │   ├── NoAudioError            media without an audio track
    │   ├── ForbiddenMediaError     a kind of file that is refused (playlists, concat scripts, URLs)
    │   └── MediaLimitError         longer, larger or slower to decode than the limits allow
    ├── ModelError                  a model cannot be used
    │   ├── ModelNotAvailableError  it is not here and cannot be fetched
    │   ├── ModelAccessError        it is gated: token missing, or its conditions not accepted
    │   └── ModelChecksumError      its files are not the ones that were published
    ├── ResourceExhaustedError      memory or disk ran out, after what could be freed was freed
    │   └── StorageFullError        the disk, or the room that is allowed on it, is full
    ├── PluginError                 a plugin raised or returned something that is not allowed
    └── JobCancelledError           a person asked for the job to stop

Each class has a stable `code`, which entrypoints show and scripts may rely on. `hint` says what to do.
"""

from typing import ClassVar


class ExactTranscriptionError(Exception):
    """Base of all errors; `str(error)` is a sentence for people, `code` is for programs."""

    code: ClassVar[str] = "internal"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments are lost by Exception's own pickling, and errors cross process borders.
        return _rebuild, (type(self), self.message, self.hint)


def _rebuild(kind: type[ExactTranscriptionError], message: str, hint: str) -> ExactTranscriptionError:
    return kind(message, hint=hint)


class InvalidValueError(ExactTranscriptionError, ValueError):
    """A value object was given values that contradict each other."""

    code = "invalid_value"


class InvalidRequestError(ExactTranscriptionError):
    """The caller asked for something that cannot be done as asked."""

    code = "invalid_request"


class UnknownFormatError(InvalidRequestError):
    """No exporter or importer has that name."""

    code = "unknown_format"


class InvalidOptionError(InvalidRequestError):
    """An option is unknown or has a value that it cannot have."""

    code = "invalid_option"


class JobStateError(InvalidRequestError):
    """What was asked for cannot happen to a job in its present state."""

    code = "job_state"


class LimitExceededError(InvalidRequestError):
    """More than the operator allows one user."""

    code = "limit_exceeded"


class ChecksumMismatchError(InvalidRequestError):
    """Bytes that arrived are not what their checksum says."""

    code = "checksum_mismatch"


class ForbiddenUrlError(InvalidRequestError):
    """An address that the service may not connect to, by the operator's settings or for safety."""

    code = "url_forbidden"


class FetchError(ExactTranscriptionError):
    """Another server did not give what it was asked for."""

    code = "fetch_failed"


class FetchInterruptedError(FetchError):
    """Another server did not answer, or broke off; it may do better when it is asked again."""

    code = "fetch_interrupted"


class NotFoundError(ExactTranscriptionError):
    """There is nothing with that id, or it belongs to somebody else."""

    code = "not_found"


class UploadExpiredError(NotFoundError):
    """The upload's time is over; what had arrived is deleted."""

    code = "upload_expired"


class NoVoicePrintsError(NotFoundError):
    """Nothing was kept of how the voices of a recording sound."""

    code = "no_voice_prints"


class NotSignedInError(ExactTranscriptionError):
    """Nobody is signed in, or the key that was sent is not valid."""

    code = "not_signed_in"


class AccessDeniedError(ExactTranscriptionError):
    """The account or the key does not allow it."""

    code = "access_denied"


class ConflictError(ExactTranscriptionError):
    """It was changed by somebody else meanwhile; read it again and decide anew."""

    code = "conflict"


class IdempotencyError(ConflictError):
    """An idempotency key was used again for a different request."""

    code = "idempotency_mismatch"


class LeaseLostError(ExactTranscriptionError):
    """An execution works on a job that another execution has taken over, or that was ended."""

    code = "lease_lost"


class TimedOutError(ExactTranscriptionError):
    """It was not finished in the time that was allowed."""

    code = "timed_out"


class ServiceUnavailableError(ExactTranscriptionError):
    """The database, the queue or the blob store does not answer; it may do so later."""

    code = "service_unavailable"


class MediaError(ExactTranscriptionError):
    """The recording cannot be used."""

    code = "media"


class MediaNotFoundError(MediaError):
    """There is no file at that path, or it may not be read."""

    code = "media_not_found"


class EmptyMediaError(MediaError):
    """The file has no bytes, or its audio track has no samples."""

    code = "media_empty"


class NotMediaError(MediaError):
    """Not a media file, or damaged so that nothing can be decoded."""

    code = "media_not_recognised"


class NoAudioError(MediaError):
    """Media, but without an audio track."""

    code = "media_no_audio"


class ForbiddenMediaError(MediaError):
    """A kind of file that could make the decoder read other files or the network."""

    code = "media_forbidden"


class MediaLimitError(MediaError):
    """Longer, larger, or slower to decode than the operator's limits allow."""

    code = "media_limit"


class ModelError(ExactTranscriptionError):
    """A model cannot be used."""

    code = "model"


class ModelNotAvailableError(ModelError):
    """The model is not on this machine and cannot be fetched."""

    code = "model_not_available"


class ModelAccessError(ModelError):
    """The model is gated: the token is missing, or its conditions were not accepted."""

    code = "model_access"


class ModelChecksumError(ModelError):
    """A weight file is not the one that was published."""

    code = "model_checksum"


class ResourceExhaustedError(ExactTranscriptionError):
    """Memory or disk ran out, after what could be freed was freed."""

    code = "resource_exhausted"


class StorageFullError(ResourceExhaustedError):
    """The disk, or the room that is allowed on it, is full."""

    code = "storage_full"


class PluginError(ExactTranscriptionError):
    """A plugin raised, or returned something that its interface does not allow."""

    code = "plugin"


class JobCancelledError(ExactTranscriptionError):
    """A person asked for the job to stop."""

    code = "cancelled"
