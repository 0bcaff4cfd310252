"""What a client says that its bytes add up to."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

from exact_transcription.core.domain.errors import InvalidRequestError

ALGORITHMS = ("sha1", "sha256", "md5")
"""Against accidents on the way, for which all of them do; not against forgery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checksum:
    """A digest and how it is made.

    Attributes:
        algorithm: one of `ALGORITHMS`.
        digest: the bytes of the digest.
    """

    algorithm: str
    digest: bytes

    def __post_init__(self) -> None:
        if self.algorithm not in ALGORITHMS:
            raise InvalidRequestError(
                f"The checksum {self.algorithm!r} is not known.", hint=f"Use one of {', '.join(ALGORITHMS)}."
            )

    @classmethod
    def parse(cls, text: str) -> "Checksum":
        """Read the header `Upload-Checksum`: the algorithm, a space, and the digest in Base64.

        Raises:
            InvalidRequestError: it is not one.
        """
        algorithm, _, encoded = text.partition(" ")
        try:
            return cls(algorithm=algorithm, digest=base64.b64decode(encoded, validate=True))
        except binascii.Error as error:
            raise InvalidRequestError("The checksum is not written in Base64.") from error

    def counting(self) -> "Counting":
        """What adds up bytes to be compared with it."""
        return Counting(self)


class Counting:
    """Adds up bytes as they pass."""

    def __init__(self, checksum: Checksum) -> None:
        """Compare with `checksum` at the end."""
        self._expected = checksum.digest
        self._hash = hashlib.new(checksum.algorithm, usedforsecurity=False)

    def update(self, data: bytes) -> None:
        """Add bytes."""
        self._hash.update(data)

    def fits(self) -> bool:
        """Whether everything that was added is what was expected."""
        return hmac.compare_digest(self._hash.digest(), self._expected)
