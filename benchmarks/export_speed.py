"""How long each format takes for a recording of ten hours, and how much memory beside the transcript.

    python benchmarks/export_speed.py [FORMAT…]

Prints a Markdown table: seconds of processor time (the least of three runs), seconds of wall time, the peak
of Python's memory while writing, and the size of the file. The transcript is made up: 100,000 words of three
speakers with pauses and some overlap.
"""

import sys
import time
import tracemalloc
from random import Random
from typing import BinaryIO, cast

from exact_transcription.core.domain.diarization import Speaker, Turn
from exact_transcription.core.domain.overlaps import find_overlaps
from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.domain.word import Provenance, Word
from exact_transcription.plugins.discovery import built_in_plugins
from exact_transcription.plugins.manager import PluginManager

WORDS = 100_000
RUNS = 3
SPEAKERS = ("SPEAKER_00", "SPEAKER_01", "SPEAKER_02")


class Counter:
    """A stream that forgets."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return len(data)


class TenHours:
    """Makes the transcript up, the same each time."""

    def __init__(self) -> None:
        self._random = Random(1)  # noqa: S311 - the same conversation each time
        self._clock = 0.0
        self._speaker = SPEAKERS[0]
        self._pauses: list[Pause] = []

    def transcript(self) -> Transcript:
        segments: list[Segment] = []
        count = 0
        while count < WORDS:
            segments.append(self._segment())
            count += len(segments[-1].words)
        turns = sorted(Turn(span=each.span, speaker=each.speaker or "") for each in segments)
        return Transcript(
            media=Media(name="ten hours.wav", duration=self._clock),
            language="en",
            segments=tuple(sorted(segments, key=lambda each: each.span.start)),
            turns=tuple(turns),
            pauses=tuple(sorted(self._pauses, key=lambda each: each.span.start)),
            overlaps=find_overlaps(turns),
            speakers=tuple(Speaker(id=each, name=f"Person {each[-1]}") for each in SPEAKERS),
        )

    def _segment(self) -> Segment:
        random = self._random
        if random.random() < 0.4:
            self._speaker = random.choice(SPEAKERS)
            self._clock = max(0.0, self._clock - random.choice([0.0, 0.0, 0.6]))
        start = self._clock
        words = tuple(self._word(last=index == 0) for index in reversed(range(random.randint(3, 25))))
        text = " ".join(word.text for word in words)
        span = TimeSpan(start=start, end=self._clock)
        return Segment(span=span, text=text, words=words, speaker=self._speaker)

    def _word(self, *, last: bool) -> Word:
        random = self._random
        text = "".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=random.randint(1, 9)))
        text = text.capitalize() if random.random() < 0.1 else text
        text += "." if last else "," if random.random() < 0.1 else ""
        span = TimeSpan(start=self._clock, end=self._clock + random.uniform(0.1, 0.5))
        self._clock = span.end
        if random.random() < 0.1:
            silence = TimeSpan(start=self._clock, end=self._clock + random.uniform(0.1, 1.0))
            self._clock = silence.end
            self._pauses.append(
                Pause(
                    kind=PauseKind.PAUSE,
                    span=silence,
                    speaker=self._speaker,
                    next_speaker=self._speaker,
                    tolerance=0.02,
                )
            )
        return Word(
            text=text,
            span=span,
            confidence=random.random(),
            provenance=Provenance.ALIGNED,
            speaker=self._speaker,
        )


def main() -> None:
    formats = PluginManager(plugins=built_in_plugins, time_limit=None)
    transcript = TenHours().transcript()
    hours = transcript.duration / 3600
    print(f"{len(transcript.words)} words, {hours:.1f} hours\n")
    print("| format | processor s | wall s | peak MB | file MB |")
    print("| --- | --- | --- | --- | --- |")
    for name in sys.argv[1:] or formats.formats():
        times = []
        for _ in range(RUNS):
            stream = Counter()
            began = time.process_time(), time.perf_counter()
            formats.write(name, transcript, cast("BinaryIO", stream), {})
            times.append((time.process_time() - began[0], time.perf_counter() - began[1]))
        tracemalloc.start()
        formats.write(name, transcript, cast("BinaryIO", Counter()), {})
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        cpu, wall = min(times)
        print(f"| `{name}` | {cpu:.2f} | {wall:.2f} | {peak:.1f} | {stream.size / 1e6:.1f} |", flush=True)


if __name__ == "__main__":
    main()
