"""What keeps people out: looked for on every page in each of its states, light and dark, wide and narrow."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.browser.gallery import PAGES, Gallery, Shown
from tests.e2e.browser.site import Site

AXE = Path(__file__).parents[3] / "src/entrypoints/http/ui/node_modules/axe-core/axe.min.js"

DESKTOP: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 844}
# WCAG 1.4.10: what is 1280 wide, enlarged to 400 %.
ENLARGED: ViewportSize = {"width": 320, "height": 256}

LOOKS: Sequence[tuple[Literal["light", "dark"], ViewportSize]] = (
    ("light", DESKTOP),
    ("light", PHONE),
    ("dark", DESKTOP),
    ("dark", PHONE),
)

MOST_KEYS = 400
"""More than any page has places for the keyboard."""
MOST_ROUNDS = 4
"""Until a page that fills itself while one walks has become quiet."""

LEFT_OUT = """() => {
  const can = "a[href], button, input, select, textarea, summary, [tabindex]";
  return [...document.querySelectorAll(can)]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => each.tabIndex >= 0 && !each.disabled && each.type !== "hidden")
    .filter((each) => !document.querySelector("dialog[open]") || each.closest("dialog"))
    .filter((each) => !window.reached?.has(each))
    .map((each) => each.outerHTML.slice(0, 120));
}"""

REACH = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  window.reached ??= new Set();
  if (window.reached.has(at)) return { again: true };
  window.reached.add(at);
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const seen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
  return { again: false, shown: outlined && seen, what: at.outerHTML.slice(0, 120) };
}"""


def problems(page: Page) -> list[str]:
    """What axe finds serious or critical, by WCAG 2.2 A and AA and its own good practices."""
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']} ({each['impact']}): {node['target']} {node.get('failureSummary', '')}"
        for each in found["violations"]
        for node in each["nodes"]
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(gallery: Gallery, name: str) -> None:
    found = {}
    with gallery.open(PAGES[name], reduced_motion="reduce") as page:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for scheme, size in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            if serious := problems(page):
                found[f"{scheme}, {size['width']} wide"] = serious
    assert found == {}


@pytest.mark.parametrize("name", PAGES)
def test_one_works_it_with_keys_and_reads_it_enlarged(gallery: Gallery, name: str) -> None:
    with gallery.open(PAGES[name], viewport=DESKTOP, reduced_motion="reduce") as page:
        hidden, left_out = walk(page), page.evaluate(LEFT_OUT)
        for _ in range(MOST_ROUNDS):
            if not left_out:
                break
            # What was drawn anew under way is reached the next time around.
            page.evaluate("window.reached.clear()")
            hidden += walk(page)
            left_out = page.evaluate(LEFT_OUT)
        page.set_viewport_size(ENLARGED)
        width = page.evaluate("document.documentElement.scrollWidth")
    assert {"focus not seen": hidden, "not reached": left_out} == {"focus not seen": [], "not reached": []}
    assert width <= ENLARGED["width"]


def walk(page: Page) -> list[str]:
    """Go through the page with the tabulator, once around; what has the focus then and does not show it."""
    hidden: list[str] = []
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        at = page.evaluate(REACH)
        if at is None:
            continue  # the end of the page; its beginning comes next
        if at["again"]:
            return hidden
        if not at["shown"]:
            hidden.append(at["what"])
    raise AssertionError("The keys do not lead around the page.")


def test_nothing_moves_where_somebody_asked_for_that(gallery: Gallery) -> None:
    def record(page: Page) -> None:
        page.get_by_role("button", name="Record").click()
        expect(page.get_by_role("timer")).to_be_visible()

    moving = "document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime > 100).length"
    recording = Shown(path="/recordings/new", act=record)
    with gallery.open(recording, permissions=["microphone"], reduced_motion="no-preference") as page:
        assert page.evaluate(moving) > 0
    with gallery.open(recording, permissions=["microphone"], reduced_motion="reduce") as page:
        assert page.evaluate(moving) == 0


def test_the_list_is_worked_with_the_keyboard_alone(visit: Callable[..., Page], site: Site) -> None:
    site.transcribed("Interview")
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("details.add > summary")).to_be_focused()
    page.get_by_role("link", name="Delete Interview").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Delete Interview")).to_be_focused()
