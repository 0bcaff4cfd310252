import json
from pathlib import Path

import pytest

from tests.e2e.cli.command import SAMPLE, run


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["transcribe"], "Missing argument"),
        (["transcribe", "gone.wav"], "no file or folder gone.wav"),
        (["transcribe", SAMPLE, "-f", "docy"], "docy"),
        (["transcribe", SAMPLE, "-f", "srt", "-f", "vtt"], "give -o DIR"),
        (["transcribe", SAMPLE, "-f", "srt", "-O", "line_lenght=3"], "line_lenght"),
        (["transcribe", SAMPLE, "-f", "srt", "-O", "vtt.x=3"], "vtt"),
        (["transcribe", SAMPLE, "--speakers", "2", "--max-speakers", "3"], "not both"),
        (["transcribe", SAMPLE, "--language", "English"], "not a language code"),
        (["transcribe", SAMPLE, "--profile", "cloud"], "cloud"),
        (["export", "gone.json", "-f", "srt"], "gone.json"),
        (["models", "verify", "whisper-9"], "whisper-9"),
        (["formats", "docy"], "docy"),
    ],
)
def test_wrong_usage_is_one_clear_message(given: list[str | Path], expected: str, tmp_path: Path) -> None:
    done = run(*given, folder=tmp_path)
    assert done.returncode in {1, 2}
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_gated_model_without_token_says_which_page_to_visit(tmp_path: Path) -> None:
    given: list[str | Path] = ["transcribe", SAMPLE, "--profile", "standard", "--model", "tiny.en"]
    done = run(*given, folder=tmp_path, HF_HOME=str(tmp_path / "hf"), HUGGING_FACE_HUB_TOKEN="")
    assert done.returncode == 3
    assert "pyannote/speaker-diarization-community-1" in done.stderr
    assert "offline" in done.stderr
    assert "Traceback" not in done.stderr


def test_formats_are_listed_with_their_options(tmp_path: Path) -> None:
    described = json.loads(run("formats", "--json", folder=tmp_path).stdout)
    names = {each["name"] for each in described}
    assert {"txt", "json", "srt", "vtt"} <= names
    assert "pauses" in run("formats", "txt", folder=tmp_path).stdout


def test_doctor_finds_the_offline_profile_ready(tmp_path: Path) -> None:
    done = run("doctor", folder=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "profile offline" in done.stdout
    assert "ready" in done.stdout


def test_the_models_of_the_packages_are_what_was_published(tmp_path: Path) -> None:
    done = run("models", "verify", "base", "tiny.en", "segmentation-3.0", "camplusplus", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": ok (sha256") >= 4


def test_settings_are_listed_without_secrets(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HUGGING_FACE_HUB_TOKEN=hf_not_a_real_one\n")
    done = run("settings", folder=tmp_path)
    assert "HUGGING_FACE_HUB_TOKEN" in done.stdout
    assert "hf_not_a_real_one" not in done.stdout


def test_a_wrong_setting_stops_the_program_with_its_name(tmp_path: Path) -> None:
    done = run("formats", folder=tmp_path, EXACT_DEVICE="gpu")
    assert done.returncode == 2
    assert "EXACT_DEVICE" in done.stderr
