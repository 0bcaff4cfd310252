"""Chromium as all tests start it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.programs import require_program

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
_PATIENCE = 20_000
"""Milliseconds until a page must show what is expected, on a machine that does other things as well."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's browser; it asks nobody before it uses its (made-up) microphone."""
    program = require_program("chromium")
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        yield browser
        browser.close()


@contextmanager
def with_profile(browser: Browser, folder: Path, address: str) -> Iterator[BrowserContext]:
    """A browser of its own that finds in `folder` what it kept when it was last closed."""
    context = browser.browser_type.launch_persistent_context(
        folder,
        executable_path=require_program("chromium"),
        args=list(_FLAGS),
        base_url=address,
        locale="en-GB",
    )
    yield context
    context.close()
