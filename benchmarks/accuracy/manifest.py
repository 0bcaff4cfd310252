"""The recordings with ground truth, and their references."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording and what is known about it; paths are None where there is no such reference."""

    path: Path
    name: str
    language: str | None
    transcript: str
    speaker: str | None
    rttm: Path | None
    stm: Path | None
    words: Path | None


def recordings(data: Path) -> list[Recording]:
    entries = json.loads((data / "MANIFEST.json").read_text("utf8"))
    return [
        Recording(
            path=data / entry["path"],
            name=entry["path"],
            language=entry.get("lang"),
            transcript=entry.get("transcript") or "",
            speaker=entry.get("speaker"),
            rttm=_path(data, entry.get("rttm")),
            stm=_path(data, entry.get("stm")),
            words=_path(data, entry.get("words")),
        )
        for entry in entries
    ]


def _path(data: Path, name: str | None) -> Path | None:
    return data / name if name else None
