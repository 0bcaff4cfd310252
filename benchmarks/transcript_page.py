"""How fast the page of a long transcript opens and scrolls, in a real Chromium.

    python -m benchmarks.transcript_page [words ...]

Starts a service on a folder of its own, gives it a made-up conversation of so many words (by default 30,000,
three hours, and 100,000), opens its page three times and scrolls through it. Written down in
docs/performance.md.
"""

import statistics
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, Page

from exact_transcription.core.domain.diarization import Speaker, Turn
from exact_transcription.core.domain.job import LOCAL_OWNER
from exact_transcription.core.domain.overlaps import find_overlaps
from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.domain.word import Provenance, Word
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from tests.chromium import chromium
from tests.integration.http.api.finished import finish
from tests.integration.http.server import serving

SPEAKERS = ("SPEAKER_00", "SPEAKER_01", "SPEAKER_02", "SPEAKER_03")
ROUNDS = 3
SECONDS = 6

_OPENED = """() => {
  const shown = performance.getEntriesByName('transcript-shown')[0].startTime;
  const answer = performance.getEntriesByType('navigation')[0].responseEnd;
  const data = performance.getEntriesByType('resource').find((each) => each.name.endsWith('/transcript'));
  return [shown, answer, data.responseEnd - data.startTime];
}"""

_SCROLLED = """([pixels, seconds]) => new Promise((done) => {
  const times = [];
  const end = performance.now() + seconds * 1000;
  const frame = (now) => {
    times.push(now);
    window.scrollBy({ top: pixels, behavior: 'instant' });
    if (now < end) requestAnimationFrame(frame);
    else done(times.slice(1).map((time, index) => time - times[index]));
  };
  requestAnimationFrame(frame);
})"""


class Conversation:
    """Made up, the same each time; one word in twenty is uncertain."""

    def __init__(self, words: int) -> None:
        self._random = Random(1)  # noqa: S311 - the same conversation each time
        self._words = words
        self._clock = 0.0
        self._speaker = SPEAKERS[0]
        self._pauses: list[Pause] = []

    def transcript(self) -> Transcript:
        segments: list[Segment] = []
        count = 0
        while count < self._words:
            segments.append(self._segment())
            count += len(segments[-1].words)
        turns = tuple(sorted(Turn(span=each.span, speaker=each.speaker or "") for each in segments))
        return Transcript(
            media=Media(name="hours.wav", duration=self._clock + 1),
            language="en",
            segments=tuple(sorted(segments, key=lambda each: each.span.start)),
            turns=turns,
            pauses=tuple(sorted(self._pauses, key=lambda each: each.span.start)),
            overlaps=find_overlaps(turns),
            speakers=tuple(Speaker(id=each, name=f"Person {each[-1]}") for each in SPEAKERS),
        )

    def _segment(self) -> Segment:
        random = self._random
        if random.random() < 0.4:
            self._silence(0.2, 1.2, PauseKind.GAP)
            self._speaker = random.choice(SPEAKERS)
        start = self._clock
        words = tuple(self._word(last=index == 0) for index in reversed(range(random.randint(3, 25))))
        text = " ".join(word.text for word in words)
        return Segment(
            span=TimeSpan(start=start, end=self._clock), text=text, words=words, speaker=self._speaker
        )

    def _word(self, *, last: bool) -> Word:
        random = self._random
        text = "".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=random.randint(1, 9)))
        text += "." if last else "," if random.random() < 0.1 else ""
        span = TimeSpan(start=self._clock, end=self._clock + random.uniform(0.1, 0.5))
        self._clock = span.end
        if random.random() < 0.1 and not last:
            self._silence(0.1, 0.9, PauseKind.PAUSE)
        uncertain = random.random() < 0.05
        return Word(
            text=text,
            span=span,
            confidence=random.uniform(0.1, 0.45) if uncertain else random.uniform(0.6, 1.0),
            provenance=Provenance.INTERPOLATED if random.random() < 0.01 else Provenance.ALIGNED,
            speaker=self._speaker,
        )

    def _silence(self, shortest: float, longest: float, kind: PauseKind) -> None:
        span = TimeSpan(start=self._clock, end=self._clock + self._random.uniform(shortest, longest))
        self._clock = span.end
        self._pauses.append(
            Pause(kind=kind, span=span, speaker=self._speaker, next_speaker=self._speaker, tolerance=0.02)
        )


def main() -> None:
    counts = [int(each) for each in sys.argv[1:]] or [30_000, 100_000]
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, chromium() as browser:
        print(f"Chromium {browser.version}")
        for count in counts:
            request = SubmitJobRequest(source=BytesIO(b"none"), name="hours.wav", owner=LOCAL_OWNER)
            job = server.container.submit_job().execute(request)
            transcript = Conversation(count).transcript()
            finish(server.container, job.id, transcript)
            print(f"{len(transcript.words)} words, {transcript.duration / 3600:.1f} h")
            measure(browser, f"{server.address}/recordings/{job.id}")


def measure(browser: Browser, address: str) -> None:
    opened: list[list[float]] = []
    for _ in range(ROUNDS):
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.set_default_timeout(120_000)
        page.goto(address)
        page.wait_for_selector(".with-editor .dock .overview")
        opened.append(page.evaluate(_OPENED))
        if len(opened) < ROUNDS:
            page.close()
    shown, answer, data = (statistics.median(each) / 1000 for each in zip(*opened, strict=True))
    print(f"  opened in {shown:.2f} s; the page's answer took {answer:.2f} s, the transcript's {data:.2f} s")
    for name, pixels in (("reading fast", 40), ("skimming", 400), ("rushing", 4000)):
        scroll(page, name, pixels)
    page.close()


def scroll(page: Page, name: str, pixels: int) -> None:
    page.evaluate("scrollTo({ top: 2000, behavior: 'instant' })")
    frames: list[float] = sorted(page.evaluate(_SCROLLED, [pixels, SECONDS]))
    rate = 1000 * len(frames) / sum(frames)
    late = frames[int(len(frames) * 0.99)]
    print(f"  {name}, {pixels} pixels a frame: {rate:.1f} frames a second, 99 % of them within {late:.0f} ms")


if __name__ == "__main__":
    main()
