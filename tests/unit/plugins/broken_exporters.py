"""Exporters that each break the contract in one way; most have been seen in the wild."""

import datetime as dt
import io
import json
import locale
import os
import time
import uuid
from collections.abc import Iterator
from typing import Any, BinaryIO, Literal

from pydantic import ConfigDict

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.exporter import Exporter
from exact_transcription.plugins.formatting.plain_text import one_line
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import clock, milliseconds
from exact_transcription.plugins.options import Options, option


class Sound(Exporter[Options]):
    """Keeps the contract; what the others do wrong is all that differs."""

    name = "sound"
    title = "Sound"
    description = "A line a segment with its time and speaker."
    extension = ".sound"
    media_type = "text/plain"
    options = Options

    def write(self, transcript: Transcript, stream: BinaryIO, options: Any) -> None:
        stream.write("".join(f"{line}\n" for line in self.lines(transcript)).encode())

    def lines(self, transcript: Transcript) -> Iterator[str]:
        labels = speaker_labels(transcript)
        for segment in transcript.segments:
            yield f"{self.time(segment.span.start)} {labels[segment.speaker]}: {self.text(segment.text)}"

    def time(self, seconds: float) -> str:
        return clock(milliseconds(seconds))

    def text(self, text: str) -> str:
        return one_line(text)


class ClosesStream(Sound):
    def write(self, transcript: Transcript, stream: BinaryIO, options: Any) -> None:
        with io.TextIOWrapper(stream, encoding="utf-8", newline="\n") as text:
            text.writelines(f"{line}\n" for line in self.lines(transcript))


class WritesText(Sound):
    def write(self, transcript: Transcript, stream: Any, options: Any) -> None:
        stream.writelines(f"{line}\n" for line in self.lines(transcript))


class WritesNothing(Sound):
    def write(self, transcript: Transcript, stream: BinaryIO, options: Any) -> None:
        return


class Seeks(Sound):
    def write(self, transcript: Transcript, stream: BinaryIO, options: Any) -> None:
        super().write(transcript, stream, options)
        stream.seek(0)


class FailsOnSilence(Sound):
    def lines(self, transcript: Transcript) -> Iterator[str]:
        yield f"until {max(segment.span.end for segment in transcript.segments)}"
        yield from super().lines(transcript)


class NeedsSpeakers(Sound):
    def lines(self, transcript: Transcript) -> Iterator[str]:
        for segment in transcript.segments:
            yield f"{segment.speaker.lower()}: {one_line(segment.text)}"  # type: ignore[union-attr]


class NeedsWordLengths(Sound):
    def lines(self, transcript: Transcript) -> Iterator[str]:
        for word in transcript.words:
            yield f"{one_line(word.text)} {len(word.text) / word.span.duration:.1f} characters a second"


class ReadsClock(Sound):
    def lines(self, transcript: Transcript) -> Iterator[str]:
        yield f"made on {dt.datetime.now(dt.UTC):%Y-%m-%d}"
        yield from super().lines(transcript)


class ReadsClockOtherwise(Sound):
    def lines(self, transcript: Transcript) -> Iterator[str]:
        yield f"made in {time.localtime().tm_year}"
        yield from super().lines(transcript)


class KnowsTimeZone(Sound):
    def time(self, seconds: float) -> str:
        return dt.datetime.fromtimestamp(seconds).strftime("%H:%M")  # noqa: DTZ006 - the mistake itself


class FollowsHashSeed(Sound):
    def lines(self, transcript: Transcript) -> Iterator[str]:
        yield " ".join({one_line(word.text) for word in transcript.words})
        yield from super().lines(transcript)


class DrawsIdentifiers(Sound):
    def lines(self, transcript: Transcript) -> Iterator[str]:
        yield str(uuid.uuid4())
        yield from super().lines(transcript)


class KeepsCount(Sound):
    def __init__(self) -> None:
        self._count = 0

    def lines(self, transcript: Transcript) -> Iterator[str]:
        self._count += 1
        yield f"export {self._count}"
        yield from super().lines(transcript)


class FollowsLocale(Sound):
    def write(self, transcript: Transcript, stream: BinaryIO, options: Any) -> None:
        encoding = locale.getpreferredencoding(do_setlocale=False)
        text = "".join(f"{line}\n" for line in self.lines(transcript))
        stream.write(text.encode(encoding, "replace"))


class WritesLatin1(Sound):
    def write(self, transcript: Transcript, stream: BinaryIO, options: Any) -> None:
        stream.write("".join(f"{line}\n" for line in self.lines(transcript)).encode("latin-1", "replace"))


class RoundsParts(Sound):
    def time(self, seconds: float) -> str:
        whole = int(seconds)
        hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
        return f"{hours:02d}:{minutes:02d}:{rest:02d},{round((seconds - whole) * 1000):03d}"


class RoundsSeconds(Sound):
    def time(self, seconds: float) -> str:
        return f"{int(seconds // 3600):02d}:{int(seconds // 60 % 60):02d}:{seconds % 60:06.3f}"


class LosesDays(Sound):
    def time(self, seconds: float) -> str:
        return time.strftime("%H:%M:%S", time.gmtime(seconds))


class BreaksLines(Sound):
    def text(self, text: str) -> str:
        return text.replace("\x00", "").replace("\x0b", "")


class WritesControlCharacters(Sound):
    def text(self, text: str) -> str:
        return " ".join(text.split())


class LosesWords(Sound):
    def text(self, text: str) -> str:
        return one_line(text)[:12]


class Prints(Sound):
    def lines(self, transcript: Transcript) -> Iterator[str]:
        for line in super().lines(transcript):
            print(line)  # noqa: T201 - the mistake itself
            yield line


class SetsLocale(Sound):
    def lines(self, transcript: Transcript) -> Iterator[str]:
        locale.setlocale(locale.LC_ALL, "C.UTF-8" if locale.setlocale(locale.LC_ALL) == "C" else "C")
        return super().lines(transcript)


class SetsEnvironment(Sound):
    def lines(self, transcript: Transcript) -> Iterator[str]:
        os.environ["EXPORTER_WAS_HERE"] = transcript.media.name
        return super().lines(transcript)


class CarelessOptions(Options):
    model_config = ConfigDict(extra="ignore")
    shout: bool = option(default=False, help="In capitals.")


class AcceptsUnknownOptions(Sound):
    options: type[Options] = CarelessOptions


class SilentOptions(Options):
    shout: bool = False


class DoesNotExplainOptions(Sound):
    options: type[Options] = SilentOptions


class DeadOptions(Options):
    shout: bool = option(default=False, help="In capitals.")


class ForgetsOption(Sound):
    options: type[Options] = DeadOptions


class ChoiceOptions(Options):
    case: Literal["lower", "upper", "title"] = option("lower", help="Case of letters.")


class FailsOnChoice(Sound):
    options: type[Options] = ChoiceOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: Any) -> None:
        change = {"lower": str.lower, "upper": str.upper}[options.case]
        stream.write("".join(f"{change(line)}\n" for line in self.lines(transcript)).encode())


class MalformedName(Sound):
    name = "Not a name"


class NoTitle(Sound):
    title = ""


class NotJson(Sound):
    """Its media type promises what its own reader will not find."""

    media_type = "application/json"

    def write(self, transcript: Transcript, stream: BinaryIO, options: Any) -> None:
        words = ",".join(f'"{one_line(word.text)}"' for word in transcript.words)
        stream.write(f"[{words}]\n".encode())


def opens_as_json(data: bytes) -> object:
    return json.loads(data)
