"""The template is built, installed beside the built project, and works there as a stranger's plugin would."""

import json
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "examples" / "plugin-template"
LIGHT = ("annotated-types", "numpy", "pluggy", "pydantic")
"""All that the surface for plugins needs; nothing of torch, WhisperX or pyannote."""

pytestmark = pytest.mark.packaging


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the project's wheel, the template's wheel, and hardly anything else."""
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    folder = tmp_path_factory.mktemp("wheels")
    for source in (ROOT, TEMPLATE):
        run(uv, "build", "--wheel", "--quiet", "--out-dir", folder / "dist", source)
    environment = folder / "environment"
    run(uv, "venv", "--quiet", "--python", sys.executable, environment)
    interpreter = environment / "bin" / "python"
    pinned = [f"{name}=={version(name)}" for name in (*LIGHT, "pytest")]
    run(uv, "pip", "install", "--quiet", "--python", interpreter, *pinned)
    wheels = sorted((folder / "dist").glob("*.whl"))
    assert len(wheels) == 2
    run(uv, "pip", "install", "--quiet", "--python", interpreter, "--no-deps", *wheels)
    return interpreter


def test_the_installed_plugin_writes_beside_the_built_in_ones(python: Path, tmp_path: Path) -> None:
    program = """
import io, json, sys
from exact_transcription.plugins.manager import PluginManager
from exact_transcription.plugins.testing import SAMPLES
manager = PluginManager(strict=True)
stream = io.BytesIO()
manager.write("lrc", SAMPLES["plain"], stream, {"word_times": "no"})
print(json.dumps({
    "formats": manager.formats(),
    "text": stream.getvalue().decode(),
    "plugin": [plugin.origin for plugin in manager.plugins if not plugin.built_in],
    "options": [option.name for option in manager.describe("lrc").options],
    "file": sys.modules["exact_transcription"].__file__,
    "heavy": "torch" in sys.modules,
}))
"""
    answer = json.loads(run(python, "-c", program, cwd=tmp_path))
    assert {"lrc", "txt", "json", "srt", "vtt"} <= set(answer["formats"])
    assert answer["text"].startswith("[00:00.50]Ann Lee: Alpha bravo, charlie delta.\n")
    assert answer["plugin"] == ["lrc (exact-transcription-lrc 0.1.0)"]
    assert answer["options"] == ["speakers", "word_times", "offset"]
    assert str(ROOT) not in answer["file"]
    assert not answer["heavy"]


def test_the_template_passes_its_own_tests_there(python: Path, tmp_path: Path) -> None:
    shutil.copytree(TEMPLATE / "tests", tmp_path / "tests")
    output = run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", tmp_path / "tests", cwd=tmp_path)
    assert " passed" in output
    assert "failed" not in output


def test_the_schema_is_in_the_wheel(python: Path, tmp_path: Path) -> None:
    program = """
from exact_transcription.plugins.documents.schema import SCHEMA_PATH, schema_text
assert SCHEMA_PATH.read_text(encoding="utf-8") == schema_text()
"""
    run(python, "-c", program, cwd=tmp_path)


def test_the_pages_texts_are_in_the_wheel_and_what_scripts_are_built_from_is_not(
    python: Path, tmp_path: Path
) -> None:
    program = """
from importlib.resources import files
http = files("exact_transcription.entrypoints").joinpath("http")
print(sorted(each.name for each in http.joinpath("ui").iterdir()))
print(http.joinpath("static", "ui", "manifest.json").is_file())
"""
    built = ROOT / "src" / "entrypoints" / "http" / "static" / "ui" / "manifest.json"
    assert run(python, "-c", program, cwd=tmp_path).splitlines() == ["['texts']", str(built.is_file())]


def test_a_blocked_plugin_is_not_there(python: Path, tmp_path: Path) -> None:
    program = """
from exact_transcription.plugins.manager import PluginManager
print("lrc" in PluginManager(blocked={"lrc"}).formats())
"""
    assert run(python, "-c", program, cwd=tmp_path).strip() == "False"
