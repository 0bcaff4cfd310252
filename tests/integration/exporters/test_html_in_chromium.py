"""The page that plays, in a real browser."""

import io
import math
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Browser, Page

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.exporters.html import HtmlExporter, HtmlOptions
from exact_transcription.plugins.testing import SAMPLES
from exact_transcription.plugins.testing.builders import said, transcript
from tests.chromium import chromium

SECONDS = 14
RATE = 8000


def written(transcript: Transcript, **options: object) -> bytes:
    stream = io.BytesIO()
    HtmlExporter().write(transcript, stream, HtmlOptions.model_validate(options))
    return stream.getvalue()


class Visit:
    """A page opened from a folder, and all that it asked for and complained of."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, data: bytes) -> None:
        path = self.folder / "page.html"
        path.write_bytes(data)
        self.page.goto(path.as_uri())

    def wait_until(self, expression: str) -> None:
        """Ask again and again from outside; the page's policy forbids Playwright's own waiting."""
        for _ in range(600):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"never true: {expression}")

    @property
    def instant(self) -> float:
        instant: float = self.page.evaluate("document.querySelector('audio').currentTime")
        return instant


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    tone = (int(3000 * math.sin(2 * math.pi * 220 * sample / RATE)) for sample in range(SECONDS * RATE))
    with wave.open(str(tmp_path / "interview.wav"), "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(RATE)
        recording.writeframes(b"".join(struct.pack("<h", sample) for sample in tone))
    page = browser.new_page()
    yield Visit(page, tmp_path)
    page.close()


def test_a_click_on_a_word_plays_from_it_and_marks_what_sounds(visit: Visit) -> None:
    visit.open(written(SAMPLES["plain"], audio="interview.wav"))
    visit.page.wait_for_selector("body.sound")
    visit.page.get_by_text("foxtrot").click()
    visit.wait_until("!document.querySelector('audio').paused")
    assert 3.5 <= visit.instant < 5.0
    visit.page.wait_for_selector(".w.now >> text=golf")
    visit.page.evaluate("document.querySelector('audio').pause()")
    assert visit.complaints == []


def test_two_words_that_sound_at_once_are_both_marked(visit: Visit) -> None:
    visit.open(written(SAMPLES["plain"], audio="interview.wav"))
    visit.page.wait_for_selector("body.sound")
    visit.page.evaluate("document.querySelector('audio').currentTime = 4.8")
    visit.wait_until("document.querySelectorAll('.now').length === 2")
    assert visit.page.locator(".now").all_inner_texts() == ["hotel.", "India"]


def test_a_reader_chooses_the_recording_and_nothing_else_is_asked_for(visit: Visit) -> None:
    visit.open(written(SAMPLES["plain"]))
    visit.page.set_input_files("#file", visit.folder / "interview.wav")
    visit.page.wait_for_selector("body.sound")
    visit.page.get_by_text("Oscar").click()
    visit.wait_until("document.querySelector('audio').currentTime >= 11.5")
    assert [request.split(":")[0] for request in visit.requests] == ["file", "blob"]
    assert visit.complaints == []


def test_a_recording_that_is_not_there_is_said(visit: Visit) -> None:
    visit.open(written(SAMPLES["plain"], audio="elsewhere.wav"))
    visit.page.wait_for_selector("#message:has-text('cannot be played')")


def test_markup_in_text_names_and_title_is_text(visit: Visit) -> None:
    attack = "<script>document.title='owned'</script><img src=x onerror=alert(1)>"
    spoken = transcript(
        [said("SPEAKER_00", 0.0, 1.0, f"{attack} \" ' &amp; </p></main>")],
        names={"SPEAKER_00": f'{attack}"onmouseover="alert(1)'},
    )
    visit.open(written(spoken, title=attack))
    visit.page.wait_for_selector("main section")
    assert visit.page.title() == attack
    assert visit.page.locator("img").count() == 0
    assert visit.page.locator("script").count() == 1
    assert visit.page.locator("main p").inner_text() == spoken.segments[0].text
    assert visit.complaints == []


def test_no_other_script_could_run(visit: Visit) -> None:
    data = written(SAMPLES["plain"]).replace(b"</main>", b"<script>document.title='owned'</script></main>")
    visit.open(data)
    assert visit.page.title() == "interview.wav"
    assert any("Content Security Policy" in complaint for complaint in visit.complaints)


def test_uncertain_words_and_pauses_say_why_and_how_long(visit: Visit) -> None:
    visit.open(written(SAMPLES["plain"]))
    assert visit.page.locator(".u").all_inner_texts() == ["november."]
    reason = visit.page.locator(".u").get_attribute("title")
    assert reason == "the recogniser is 21% sure of it; the text may be invented or garbled"
    first = visit.page.locator(".p").first
    assert first.inner_text() == "[pause 0.6 s]"
    assert first.get_attribute("title") == "pause, 0.600 s, each edge within 0.020 s"


def test_speakers_have_colours_that_differ_and_can_be_read_in_light_and_dark(visit: Visit) -> None:
    visit.open(written(SAMPLES["plain"]))
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme)
        colours = visit.page.evaluate(
            "[...document.querySelectorAll('h2')].map((each) => getComputedStyle(each).color)"
        )
        paper = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert len(set(colours)) == 2
        assert all(contrast(colour, paper) >= 4.5 for colour in colours)


def test_hebrew_stands_at_the_right(visit: Visit) -> None:
    visit.open(written(SAMPLES["right to left"]))
    name, text = (
        visit.page.locator("h2").first.bounding_box(),
        visit.page.locator("main p").first.bounding_box(),
    )
    assert name
    assert text
    assert name["x"] > text["x"]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_html_without_errors(name: str) -> None:
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(written(SAMPLES[name], audio="a b.wav").decode())


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
