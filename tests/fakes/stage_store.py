"""Stage results in a dictionary."""


class FakeStageStore:
    """Keeps everything and counts what was found."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.found = 0

    def load(self, key: str) -> bytes | None:
        data = self.kept.get(key)
        self.found += data is not None
        return data

    def save(self, key: str, data: bytes) -> None:
        self.kept[key] = data
