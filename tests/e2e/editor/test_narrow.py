"""The editor on the narrowest screens."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.editor.actions import opened
from tests.e2e.editor.conftest import Site
from tests.e2e.editor.window import Window

_OUTSIDE = """() => [...document.querySelectorAll(".dock button, .dock select, .clock, .tools button, .save")]
  .filter((each) => each.checkVisibility())
  .filter((each) => {
    const box = each.getBoundingClientRect();
    return box.left < 0 || box.right > innerWidth || box.height > 60;
  })
  .map((each) => each.outerHTML)"""


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
@pytest.mark.parametrize("width", [320, 360, 390])
def test_everything_of_the_player_and_the_toolbar_is_there(
    browser: Browser, site: Site, width: int, locale: str
) -> None:
    window = Window(browser, site.address, viewport={"width": width, "height": 640}, locale=locale)
    page = opened(window, site.recording())
    assert page.evaluate(_OUTSIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    clock = page.locator(".clock").bounding_box()
    assert clock
    assert clock["height"] < 30
    window.close()
