"""Scripts and style sheets that Vite built, by the names of their entries."""

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import structlog
from flask import url_for
from markupsafe import Markup

FOLDER = "ui"
"""The build's folder within the static files; its files carry a hash of their content in their names."""

MISSING = "The scripts of the pages are not built, so pages work without them. Build them with `make ui`."

_log = structlog.get_logger("exact_transcription.http")


class Assets:
    """The build that is there when it is first asked for; without one, pages stay as they are sent."""

    def __init__(self, static: Path) -> None:
        """Look in `static`, the folder of the static files."""
        self._path = static / FOLDER / "manifest.json"

    @property
    def built(self) -> bool:
        """Whether there is a build."""
        return bool(self._manifest)

    def tags(self, entry: str) -> Markup:
        """The elements for the head of a page; none without a build, or without that entry in it."""
        found = next((chunk for chunk in self._manifest.values() if _is_entry(chunk, entry)), None)
        if found is None:
            return Markup()
        chunks = list(self._with_imports(found))
        sheets = dict.fromkeys(sheet for chunk in chunks for sheet in chunk.get("css", ()))
        return Markup("\n").join(
            [
                *(Markup('<link rel="stylesheet" href="{}">').format(_address(sheet)) for sheet in sheets),
                *(
                    Markup('<link rel="modulepreload" href="{}">').format(_address(chunk["file"]))
                    for chunk in chunks[1:]
                ),
                Markup('<script type="module" src="{}"></script>').format(_address(found["file"])),
            ]
        )

    @cached_property
    def _manifest(self) -> dict[str, Any]:
        try:
            manifest: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            _log.warning("ui_not_built", hint=MISSING)
            return {}
        return manifest

    def _with_imports(self, chunk: dict[str, Any]) -> Iterator[dict[str, Any]]:
        seen: dict[str, dict[str, Any]] = {}
        waiting = [chunk]
        while waiting:
            each = waiting.pop(0)
            if each["file"] not in seen:
                seen[each["file"]] = each
                waiting += [self._manifest[name] for name in each.get("imports", ())]
        yield from seen.values()


def _is_entry(chunk: dict[str, Any], name: str) -> bool:
    return bool(chunk.get("isEntry")) and chunk.get("name") == name


def _address(file: str) -> str:
    return url_for("static", filename=f"{FOLDER}/{file}")
