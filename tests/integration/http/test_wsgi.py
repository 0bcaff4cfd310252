"""The application under plain gunicorn, as a container may start it."""

import os
import subprocess
import sys
from pathlib import Path


def test_without_accounts_it_does_not_start_where_it_cannot_know_who_reaches_it(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EXACT_")}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "--no-control-socket"),
            "exact_transcription.entrypoints.http.wsgi:app",
        ],
        cwd=tmp_path,
        env={**kept, "EXACT_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 4
    assert "there are no accounts" in done.stderr
    assert "EXACT_ADMIN_PASSWORD" in done.stderr
    assert "Traceback" not in done.stderr
