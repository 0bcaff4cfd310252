import subprocess
import sys
from pathlib import Path

HEAVY = ("torch", "torchaudio", "whisperx", "pyannote", "lightning", "ctranslate2", "faster_whisper", "av")


def modules_after(code: str) -> set[str]:
    """Top-level names in sys.modules after running `code` in a process of its own."""
    script = (
        f"{code}\nimport sys\nprint(' '.join(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n")[-2].split())


def test_help_imports_neither_models_libraries_nor_the_container() -> None:
    code = (
        "import contextlib, io\n"
        "from exact_transcription.entrypoints.cli.main import cli\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    cli.main(['--help'], standalone_mode=False)"
    )
    loaded = modules_after(code)
    assert loaded.isdisjoint({*HEAVY, "numpy", "pydantic", "dependency_injector", "rich", "flask"})
    assert "click" in loaded


def test_building_the_container_loads_no_model_library() -> None:
    code = "from exact_transcription.container import Container\nc = Container()\nc.plugins()\nc.transcribe()"
    loaded = modules_after(code)
    assert loaded.isdisjoint(HEAVY)
    assert "dependency_injector" in loaded


def test_the_web_service_loads_no_model_library(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path\n"
        "from exact_transcription.container import Container\n"
        "from exact_transcription.entrypoints.http.app import create_app\n"
        "from exact_transcription.settings import Settings\n"
        "c = Container()\n"
        f"c.settings.override(Settings(data_dir=Path({str(tmp_path)!r})))\n"
        "c.prepare()\n"
        "answer = create_app(c).test_client().get('/')\n"
        "assert answer.status_code == 200, answer.text"
    )
    loaded = modules_after(code)
    assert loaded.isdisjoint(HEAVY)
    assert "flask" in loaded


def test_core_imports_only_numpy_beside_the_standard_library() -> None:
    code = (
        "import importlib, pkgutil, exact_transcription.core as core\n"
        "for module in pkgutil.walk_packages(core.__path__, core.__name__ + '.'):\n"
        "    importlib.import_module(module.name)"
    )
    outside = modules_after(code) - set(sys.stdlib_module_names) - {"exact_transcription", "numpy"}
    assert {name for name in outside if not name.startswith("_")} <= {"sitecustomize", "cython_runtime"}
