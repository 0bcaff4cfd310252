"""What is particular to blobs as files."""

import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from exact_transcription.adapters.blobs.local import LocalBlobStore


def test_what_a_killed_writer_left_is_deleted_when_it_is_old(tmp_path: Path) -> None:
    blobs, now = LocalBlobStore(folder=tmp_path), datetime.now(UTC)
    assert blobs.discard_incomplete(now) == 0
    blobs.put("jobs/a/recording", io.BytesIO(b"sound"))
    old, young = tmp_path / ".incoming" / "old", tmp_path / ".incoming" / "young"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (now.timestamp() - 100_000, now.timestamp() - 100_000))
    assert blobs.discard_incomplete(now - timedelta(days=1)) == 1
    assert not old.exists()
    assert young.exists()
    assert blobs.read("jobs/a/recording") == b"sound"
