"""Texts in the reader's language, their choice of colours, and the built scripts."""

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from exact_transcription.container import Container
from exact_transcription.entrypoints.http.app import create_app
from exact_transcription.entrypoints.http.assets import Assets
from exact_transcription.entrypoints.http.texts import LANGUAGES, Texts
from tests.integration.http.browser import token

TEMPLATES = Path(__file__).parents[3] / "src" / "entrypoints" / "http" / "templates"


def test_pages_come_in_the_language_that_the_browser_asks_for(client: FlaskClient) -> None:
    asked = {"de-AT,de;q=0.9,en;q=0.5": "de", "en-GB": "en", "fr, ja": "en", "": "en"}
    for header, language in asked.items():
        page = client.get("/recordings/new", headers={"Accept-Language": header}).text
        assert f'<html lang="{language}"' in page
    assert "Aufnahmen" in client.get("/", headers={"Accept-Language": "de"}).text


def choose(client: FlaskClient, **fields: str) -> str:
    answer = client.post("/preferences", data={"csrf_token": token(client), **fields})
    assert answer.status_code == 303
    return answer.location or ""


def test_a_choice_of_language_and_colours_stays(client: FlaskClient) -> None:
    place = choose(client, language="de", theme="dark", next="/recordings/new?a=b")
    assert place == "/recordings/new?a=b"
    page = client.get("/recordings/new", headers={"Accept-Language": "en"}).text
    assert '<html lang="de" data-theme="dark">' in page
    choose(client, language="tlh", theme="<script>", next="/")
    assert '<html lang="de" data-theme="dark">' in client.get("/recordings/new").text


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_a_choice_leads_nowhere_else(client: FlaskClient, address: str) -> None:
    assert choose(client, language="de", next=address) == "/"


def test_every_text_of_the_templates_is_in_every_catalogue() -> None:
    keys = {
        key
        for path in TEMPLATES.glob("*.html")
        for key in re.findall(r"""\bt\(\s*["']([\w.]+)["']\s*[,)]""", path.read_text(encoding="utf-8"))
    }
    assert len(keys) > 5
    for language in LANGUAGES:
        texts = Texts(language)
        for key in keys:
            assert texts(key, **dict.fromkeys(_VALUES, 2)), key


_VALUES = tuple(
    {
        name
        for language in LANGUAGES
        for name in re.findall(
            r"\{(\w+)\}",
            (TEMPLATES.parent / "ui" / "texts" / f"{language}.json").read_text(encoding="utf-8"),
        )
    }
    | {"count"}
)


def test_an_entry_brings_what_it_imports_and_its_style_sheets(container: Container, tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    manifest = {
        "src/entries/list.ts": {
            "file": "assets/list-1.js",
            "name": "list",
            "isEntry": True,
            "imports": ["_shared-2.js"],
            "css": ["assets/list-3.css"],
        },
        "_shared-2.js": {"file": "assets/shared-2.js", "name": "shared", "css": ["assets/shared-4.css"]},
    }
    (tmp_path / "ui" / "manifest.json").write_text(json.dumps(manifest))
    with create_app(container).test_request_context():
        tags = Assets(tmp_path).tags("list").splitlines()
    assert tags == [
        '<link rel="stylesheet" href="/static/ui/assets/list-3.css">',
        '<link rel="stylesheet" href="/static/ui/assets/shared-4.css">',
        '<link rel="modulepreload" href="/static/ui/assets/shared-2.js">',
        '<script type="module" src="/static/ui/assets/list-1.js"></script>',
    ]


def test_without_a_build_pages_work_and_say_so(
    container: Container, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "exact_transcription.entrypoints.http.presentation.Assets", lambda _: Assets(tmp_path)
    )
    page = create_app(container).test_client().get("/recordings/new")
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "make ui" in page.text
