"""A browser, and a service for it to look at."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import chromium
from tests.e2e.browser.gallery import Gallery, gallery_of
from tests.e2e.browser.scripts import say_that_scripts_run
from tests.e2e.browser.site import Site, serving


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serving(tmp_path) as served:
        yield served


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site, in a context of its own; whatever the page complains of fails the test."""
    contexts = []
    complaints: list[str] = []

    def opened(path: str, **context: Any) -> Page:
        made = browser.new_context(base_url=site.address, locale="en-GB", **context)
        contexts.append(made)
        if context.get("java_script_enabled", True):
            say_that_scripts_run(made, site.address)
        page = made.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        page.goto(path)
        return page

    yield opened
    for made in contexts:
        made.close()
    assert complaints == []


@pytest.fixture(scope="package")
def gallery(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    with gallery_of(browser, tmp_path_factory.mktemp("gallery")) as shown:
        yield shown
