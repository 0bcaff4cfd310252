"""Results of finished stages, kept so that nothing is worked out twice."""

from typing import Protocol


class StageStore(Protocol):
    """Keeps bytes under a key that says what they were made from."""

    def load(self, key: str) -> bytes | None:
        """What was saved under `key`, or None."""

    def save(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`; all of it or, after a crash, nothing of it is there."""
