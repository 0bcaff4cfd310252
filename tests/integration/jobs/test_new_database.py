"""Programs that open a new SQLite database at the same time."""

import threading
from pathlib import Path

from exact_transcription.adapters.database.engine import Database

_ROUNDS, _PROGRAMS = 40, 4


def test_none_is_told_that_it_is_locked(tmp_path: Path) -> None:
    errors: list[Exception] = []

    def opened(path: Path, barrier: threading.Barrier) -> None:
        database = Database(url=f"sqlite:///{path}")
        barrier.wait()
        try:
            with database.writing():
                pass
        except Exception as error:  # noqa: BLE001 - shown below
            errors.append(error)
        database.close()

    for number in range(_ROUNDS):
        barrier = threading.Barrier(_PROGRAMS)
        threads = [
            threading.Thread(target=opened, args=(tmp_path / f"{number}.db", barrier))
            for _ in range(_PROGRAMS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert errors == []
