"""WebVTT as a browser's `<track>` reads it."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.formatting.subtitles.cues import cues, text_of
from exact_transcription.plugins.formatting.subtitles.options import CueOptions
from exact_transcription.plugins.testing import SAMPLES
from tests.chromium import chromium
from tests.unit.plugins.writing import written

READ = """url => new Promise((resolve, reject) => {
  const video = document.createElement("video");
  const track = document.createElement("track");
  track.addEventListener("load", () => resolve([...track.track.cues].map(cue => {
    const shown = cue.getCueAsHTML();
    const voice = shown.querySelector("span[title]");
    return {
      start: Math.round(cue.startTime * 1000),
      end: Math.round(cue.endTime * 1000),
      text: shown.textContent,
      voice: voice ? voice.title : null,
      stamps: shown.childNodes.length ? cue.text.split(/<[\\d:.]+>/).length - 1 : 0,
    };
  })));
  track.addEventListener("error", () => reject(new Error("the track is not WebVTT")));
  track.kind = "subtitles";
  track.src = url;
  video.append(track);
  document.body.append(video);
  track.track.mode = "hidden";
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def track(browser: Browser, spoken: Transcript, **options: object) -> list[dict[str, Any]]:
    """The cues that the browser finds."""
    page = browser.new_page()
    data = base64.b64encode(written("vtt", spoken, **options)).decode()
    found: list[dict[str, Any]] = page.evaluate(READ, f"data:text/vtt;base64,{data}")
    page.close()
    return found


@pytest.mark.parametrize("name", [name for name in SAMPLES if SAMPLES[name].segments])
def test_a_track_has_every_cue_with_its_text(browser: Browser, name: str) -> None:
    spoken = SAMPLES[name]
    expected = [
        (cue.start, cue.end, "\n".join(text_of(line) for part in cue.parts for line in part.lines))
        for cue in cues(spoken, CueOptions(speakers="none"))
    ]
    found = [(cue["start"], cue["end"], cue["text"]) for cue in track(browser, spoken)]
    assert found == expected


def test_a_track_has_voices(browser: Browser) -> None:
    voices = [cue["voice"] for cue in track(browser, SAMPLES["awkward names"])]
    assert voices[0] == 'Ann "Annie" O\'Neil, Jr.'
    assert "<b>Bob</b> & Söhne --> {x} [y]: z" in voices


def test_a_track_takes_the_times_of_words(browser: Browser) -> None:
    with_times = track(browser, SAMPLES["plain"], word_times=True)
    assert with_times[0]["text"] == "Alpha bravo, charlie delta."
    assert with_times[0]["stamps"] == 3
