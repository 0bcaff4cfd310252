"""What errors say, in the languages of the pages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from exact_transcription.entrypoints.http.messages import in_language, messages
from exact_transcription.entrypoints.http.texts import LANGUAGES

SOURCES = Path(__file__).parents[3] / "src"

FOR_PAGES = ("core", "adapters", "entrypoints/http", "plugins")
NOT_FOR_PAGES = (
    *("adapters/queue", "adapters/backup", "adapters/tracing", "adapters/diagnosis", "adapters/database"),
    *("adapters/models/bundle", "entrypoints/http/openai"),
    # Transcripts of other programs are read, and transcripts scored, on the command line.
    "core/usecases/evaluate.py",
    *("plugins/importers", "plugins/annotation", "plugins/documents", "plugins/reading", "plugins/testing"),
)
PYTHONS_OWN = {"ValueError", "KeyError", "TypeError", "RuntimeError", "OSError", "PermissionError"}
PYTHONS_OWN |= {
    "TimeoutError",
    "ChildProcessError",
    "ConnectError",
    "ConnectionResetError",
    "InvalidValueError",
    "NotImplementedError",
}
SAYS = {"Notice": 0, "JobFailure": 0, "SendResult": 0, "abort": 2, "_note": 2, "_notices": 2, "BadRequest": 1}
"""What else sentences for people are given to, and how many arguments without names may be one."""


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence that errors and notices are made with, `{}` for what is put in, with its file."""
    for path in sorted(SOURCES.rglob("*.py")):
        name = path.relative_to(SOURCES).as_posix()
        if name.startswith(FOR_PAGES) and not name.startswith(NOT_FOR_PAGES):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield from ((text, name) for text in map(written, given(node)) if " " in text)


def given(call: ast.Call) -> list[ast.expr]:
    kind = ast.unparse(call.func).split(".")[-1]
    error = kind.endswith("Error") and kind not in PYTHONS_OWN
    if not error and kind not in SAYS:
        return []
    named = [each.value for each in call.keywords if each.arg in {"message", "hint", "error"}]
    return [*call.args[: 1 if error else SAYS[kind]], *named]


def written(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)
    return ""


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_every_sentence_that_people_may_meet_is_there_in_every_language(language: str) -> None:
    known = messages(language)
    said = {text: file for text, file in sentences() if text.strip("{}: .")}
    assert len(said) > 200
    assert {text: file for text, file in said.items() if text not in known} == {}


def test_a_translation_puts_in_what_the_english_sentence_does() -> None:
    assert [each for each, text in messages("de").items() if each.count("{}") != text.count("{}")] == []


def test_what_is_put_in_stands_where_it_belongs_and_is_translated_itself() -> None:
    assert in_language("The file a (1).mp4 is empty.", "de") == "Die Datei a (1).mp4 ist leer."
    wrong = "The job is running; only failed or cancelled ones can be retried."
    assert in_language(wrong, "de").startswith("Die Aufnahme ist in Arbeit; nur fehlgeschlagene")
    nested = "Words were aligned otherwise: The model tiny {0} is gated."
    assert in_language(nested, "de").endswith("Das Modell tiny {0} ist nur nach Zustimmung zugänglich.")


def test_what_nobody_translated_stays_and_english_is_as_it_was() -> None:
    assert in_language("A plugin of somebody says so.", "de") == "A plugin of somebody says so."
    assert in_language("There is no such job.", "en") == "There is no such job."
