"""SubRip subtitles."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, hookimpl, option
from exact_transcription.plugins.formatting.subtitles.cues import Cue, cues, text_of
from exact_transcription.plugins.formatting.subtitles.highlight import highlighted
from exact_transcription.plugins.formatting.subtitles.options import CueOptions
from exact_transcription.plugins.formatting.subtitles.subrip_text import guarded
from exact_transcription.plugins.formatting.times import clock


class SrtOptions(CueOptions):
    """What SubRip subtitles can look like."""

    highlight_words: bool = option(
        default=False, help="Underline each word while it is spoken: a cue for every word."
    )


class SrtExporter(Exporter[SrtOptions]):
    """SubRip: numbered cues, `HH:MM:SS,mmm`, an empty line after each."""

    name = "srt"
    title = "SubRip subtitles"
    description = "Subtitles that every player reads; breaks at sentences, speakers named when they change."
    extension = ".srt"
    media_type = "application/x-subrip"
    options = SrtOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: SrtOptions) -> None:
        """Write the cues, numbered from 1."""
        number = 0
        for cue in cues(transcript, options):
            for start, end, lines in _shown(cue, options):
                number += 1
                head = f"{number}\n{clock(start, ',')} --> {clock(end, ',')}\n"
                stream.write((head + "\n".join(lines) + "\n\n").encode())


def _shown(cue: Cue, options: SrtOptions) -> Iterator[tuple[int, int, list[str]]]:
    if options.highlight_words:
        yield from highlighted(cue, guarded, "<u>", "</u>")
    else:
        yield cue.start, cue.end, [guarded(text_of(line)) for part in cue.parts for line in part.lines]


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [SrtExporter()]
