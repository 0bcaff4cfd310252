from pathlib import Path

import click
import pytest

from exact_transcription.entrypoints.cli.settings import settings_table
from exact_transcription.entrypoints.cli.setup import load_settings
from exact_transcription.settings import Settings


@pytest.fixture(autouse=True)
def _no_dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_settings_come_from_the_environment_and_from_dotenv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("HUGGING_FACE_HUB_TOKEN=hf_secret\nEXACT_THREADS=3\nOTHER=1\n")
    monkeypatch.setenv("EXACT_BLOCKED_PLUGINS", "lrc, exporters.srt")
    settings = Settings()
    assert settings.token == "hf_secret"  # noqa: S105 - made up
    assert settings.threads == 3
    assert settings.blocked_plugins == {"lrc", "exporters.srt"}


def test_a_secret_is_not_shown() -> None:
    settings = Settings(HUGGING_FACE_HUB_TOKEN="hf_secret")  # type: ignore[call-arg] # noqa: S106 - made up
    assert "hf_secret" not in repr(settings)
    assert settings.token == "hf_secret"  # noqa: S105


@pytest.mark.parametrize(("given", "token"), [(" ", None), ("", None), ("hf_secret\n", "hf_secret")])
def test_a_token_is_what_is_left_without_blanks(given: str, token: str | None) -> None:
    assert Settings(HUGGING_FACE_HUB_TOKEN=given).token == token  # type: ignore[call-arg]


def test_a_wrong_setting_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXACT_THREADS", "many")
    with pytest.raises(click.UsageError, match="EXACT_THREADS"):
        load_settings()


def test_the_table_in_the_docs_is_current() -> None:
    docs = Path(__file__).parents[3] / "docs" / "settings.md"
    assert docs.read_text() == settings_table(), "run `make docs`"
