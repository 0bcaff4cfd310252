"""Takes a picture of every page into `docs/screenshots`, light and dark, on a desk and in a hand.

    exact-transcription transcribe sample.wav -o out -f json
    python -m tests.e2e.browser.screenshots sample.wav out/sample.json [NAME …]

What is on the pictures is read from the two files; with names only those pictures are taken.
The picture `alike` shows how alike voices are, for which the worker's `voices.npz` lies beside the
transcript; without it that one is left out.
"""

import sys
import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.voice_prints import VoicePrints
from exact_transcription.core.ports.audio_decoding import ChannelMode, DecodedAudio
from exact_transcription.core.usecases.stage_codec import from_bytes
from exact_transcription.plugins.manager import PluginManager
from tests.chromium import chromium
from tests.e2e.browser.gallery import PAGES, Gallery, Shown, gallery_of
from tests.fakes.progress import FreeProgress

FOLDER = Path(__file__).parents[3] / "docs/screenshots"

TALLEST = 2400
"""Pixels that are shown of a page at most."""

COLOURS = 128
"""Of a picture: enough for text, and a third of the bytes."""

LOOKS: Mapping[str, Mapping[str, Any]] = {
    f"{size}-{scheme}": {
        "viewport": {"width": width, "height": height},
        "color_scheme": scheme,
        "reduced_motion": "reduce",
    }
    for size, width, height in (("desktop", 1280, 860), ("phone", 390, 844))
    for scheme in ("light", "dark")
}


def _wait_for_sound(page: Page) -> None:
    expect(page.locator(".w").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)


def _review(page: Page) -> None:
    _wait_for_sound(page)
    page.locator(".start-review").click()


def _at_a_word(page: Page, text: str, key: str) -> None:
    _wait_for_sound(page)
    page.locator(".w").get_by_text(text, exact=True).first.click()
    page.keyboard.press("k")
    page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_be_visible()


def _alike(page: Page) -> None:
    _at_a_word(page, "originally", "s")
    page.locator("input[type=radio]").nth(1).check()
    page.locator(".speakers button").last.click()
    expect(page.locator(".alike")).to_be_visible()


ONE_SCREEN = {"editor", "review", "split", "word-time", "alike"}

PICTURES: Mapping[str, Shown] = {
    "recordings": PAGES["recordings"],
    "search": Shown(path="/?q=chicago"),
    "add": Shown(path="/recordings/new"),
    "progress": PAGES["progress"],
    "editor": Shown(path="/recordings/{shown}", act=_wait_for_sound),
    "review": Shown(path="/recordings/{shown}", act=_review),
    "split": Shown(path="/recordings/{shown}", act=lambda page: _at_a_word(page, "though.", "t")),
    "word-time": Shown(path="/recordings/{shown}", act=lambda page: _at_a_word(page, "though.", "w")),
    "alike": Shown(path="/recordings/{shown}", act=_alike),
    "report": Shown(path="/recordings/{shown}/report"),
    "exports": PAGES["exports"],
    "account": Shown(path="/account", person="Ada"),
    "deliveries": PAGES["deliveries"],
    "administration": Shown(path="/admin", person="Ada"),
    "sign-in": PAGES["sign-in"],
}

IN_GERMAN = (("recordings", "desktop-light"), ("report", "desktop-light"), ("editor", "phone-dark"))


def main() -> None:
    """Take the pictures that are named, or all."""
    recording, transcript, *names = sys.argv[1:]
    wanted = [name for name in PICTURES if not names or name in names]
    shown, voices = read(Path(transcript)), Path(transcript).with_name("voices.npz")
    if not voices.exists():
        wanted = [name for name in wanted if name != "alike"]
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        gallery_of(browser, Path(folder), shown) as gallery,
    ):
        keep_sound(gallery, Path(recording), shown)
        if voices.exists():
            prints = from_bytes(VoicePrints, voices.read_bytes())
            gallery.alone.container.voices().execute(gallery.ids["shown"], prints)
        for name in wanted:
            for look in LOOKS:
                take(gallery, name, look, "en-GB", f"{name}-{look}")
        for name, look in IN_GERMAN:
            if name in wanted:
                take(gallery, name, look, "de-DE", f"{name}-{look}-german")


def read(path: Path) -> Transcript:
    """The transcript that is shown."""
    with path.open("rb") as stream:
        return PluginManager().read("json", stream, {})


def keep_sound(gallery: Gallery, path: Path, transcript: Transcript) -> None:
    """Keep the recording for the editor's player and waveform, as a worker does."""
    container = gallery.alone.container
    decoded = container.decoder().decode(path, channels=ChannelMode.MIX, progress=FreeProgress())
    audio = DecodedAudio(waveforms=decoded.waveforms, media=transcript.media)
    container.playback().execute(gallery.ids["shown"], audio, FreeProgress())


def take(gallery: Gallery, name: str, look: str, locale: str, file: str) -> None:
    """Take one picture of a page as far down as it goes, but of no more than `TALLEST`."""
    context = LOOKS[look]
    with gallery.open(PICTURES[name], locale=locale, **context) as page:
        page.wait_for_timeout(600)
        width, height = context["viewport"]["width"], context["viewport"]["height"]
        if name not in ONE_SCREEN:
            height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        taken = page.screenshot(
            full_page=name not in ONE_SCREEN, clip={"x": 0, "y": 0, "width": width, "height": height}
        )
    picture = Image.open(BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(FOLDER / f"{file}.png", optimize=True)
    print(file)  # noqa: T201 - it is a script


if __name__ == "__main__":
    main()
