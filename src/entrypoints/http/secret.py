"""The key that signs cookies, the same for all processes and after a restart."""

import os
import secrets
import tempfile
from pathlib import Path

from exact_transcription.settings import Settings

_BYTES = 32


def secret_key(settings: Settings) -> str:
    """The key of the settings, else the one that the data folder keeps, made when it is first asked for."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    path = settings.data_dir / "secret-key"
    if not path.exists():
        _make(path)
    return path.read_text()


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # mkstemp's files are for their owner only. A link, unlike a rename, leaves the key alone that another
    # process made in the meantime.
    handle, name = tempfile.mkstemp(dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_hex(_BYTES))
        path.hardlink_to(temporary)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
