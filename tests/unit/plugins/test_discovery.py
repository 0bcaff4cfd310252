"""Finding plugins is quick and loads nothing heavy."""

import json
import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from exact_transcription.plugins import discovery
from exact_transcription.plugins.discovery import built_in_plugins, installed_plugins
from exact_transcription.plugins.hookspecs import ENTRY_POINT_GROUP

HEAVY = {
    *("torch", "whisperx", "pyannote", "lightning", "ctranslate2", "av", "faster_whisper", "transformers"),
    *("pysubs2", "docx", "lxml", "fpdf", "reportlab", "weasyprint", "uharfbuzz", "fontTools", "pytest"),
    *("praatio", "pympi", "pandas", "PIL", "flask", "sqlalchemy"),
}


def test_listing_all_formats_loads_no_heavy_module() -> None:
    program = """
import json, sys
from exact_transcription.plugins.manager import PluginManager
manager = PluginManager()
for name in manager.formats():
    manager.describe(name)
for name in manager.readable_formats():
    manager.describe_readable(name)
print(json.dumps([manager.formats(), sorted({name.split(".")[0] for name in sys.modules})]))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    formats, modules = json.loads(done.stdout)
    assert len(formats) >= 20
    assert HEAVY & set(modules) == set()


def test_importing_the_surface_for_third_parties_loads_no_adapter() -> None:
    program = """
import sys
import exact_transcription.plugins, exact_transcription.plugins.testing, exact_transcription.plugins.hookspecs
print([name for name in sys.modules if name.startswith("exact_transcription.") and
       name.split(".")[1] in {"adapters", "entrypoints", "container", "settings"}])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_every_file_of_the_exporters_and_importers_is_a_plugin() -> None:
    names = {plugin.name for plugin in built_in_plugins()}
    package = Path(discovery.__file__).parent
    for folder in ("exporters", "importers"):
        files = {path.stem for path in (package / folder).glob("[!_]*.py")}
        assert {f"{folder}.{stem}" for stem in files} <= names
    assert {"exporters.txt", "exporters.srt", "importers.srt"} <= names


def test_installed_plugins_are_found_by_their_entry_points(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry_points(*, group: str) -> EntryPoints:
        assert group == ENTRY_POINT_GROUP
        return EntryPoints([EntryPoint("lrc", "json.decoder", group), EntryPoint("abc", "json", group)])

    monkeypatch.setattr(discovery, "entry_points", entry_points)
    plugins = list(installed_plugins())
    assert [plugin.name for plugin in plugins] == ["abc", "lrc"]
    assert plugins[0].load() is json
    assert not plugins[0].built_in
