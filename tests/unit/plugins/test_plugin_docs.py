"""docs/plugins.md says what the code does."""

import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from exact_transcription.plugins import Exporter, hookspecs
from exact_transcription.plugins.testing import ExporterContract, contract_violations
from tests.unit.plugins.found import found, manager

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
HOOKS = {
    name: function
    for name, function in vars(hookspecs).items()
    if inspect.isfunction(function) and hasattr(function, f"{hookspecs.PROJECT}_spec")
}
SECTIONS = dict(re.findall(r"^### `(\w+)(.*?)(?=^#|\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))


def signature(name: str) -> str:
    return str(inspect.signature(HOOKS[name])).replace("'", "")


def test_there_are_hooks_and_all_of_them_are_on_the_page() -> None:
    assert len(HOOKS) >= 2
    assert set(SECTIONS) == set(HOOKS)


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_on_the_page_with_its_signature_and_description(name: str) -> None:
    head, _, body = SECTIONS[name].partition("`\n")
    assert head == re.sub(r"[\w.]+\.(\w+)", r"\1", signature(name))
    assert body.strip() == inspect.getdoc(HOOKS[name])


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_says_since_when_it_is_there(name: str) -> None:
    assert re.search(r"^Since \d+\.\d+\.\d+\.$", inspect.getdoc(HOOKS[name]) or "", flags=re.MULTILINE)


def code_blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_exporter_on_the_page_works_and_keeps_the_contract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "exact_transcription_lrc.py").write_text(code_blocks("python")[0], encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = import_module("exact_transcription_lrc")
    exporter: Exporter[Any] = module.LrcExporter()
    assert contract_violations(exporter, ExporterContract) == []
    assert "lrc" in manager(found("lrc", lambda: module), strict=True).formats()


def test_the_entry_point_on_the_page_is_the_templates() -> None:
    template = (ROOT / "examples" / "plugin-template" / "pyproject.toml").read_text(encoding="utf-8")
    entry = re.compile(r"^\[project\.entry-points\..*\]\n.*$", flags=re.MULTILINE)
    assert entry.findall(code_blocks("toml")[0]) == entry.findall(template)
    assert hookspecs.ENTRY_POINT_GROUP in template


def test_every_module_on_the_page_is_there() -> None:
    for name in re.findall(r"^\| `exact_transcription\.([\w.]+)`", PAGE, flags=re.MULTILINE):
        path = ROOT / "src" / name.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__init__.py").exists(), name
