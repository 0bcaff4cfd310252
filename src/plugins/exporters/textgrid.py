"""Praat TextGrid in the long text form."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.annotation.labels import Label, filled
from exact_transcription.plugins.annotation.speaker_tiers import SpeakerTier, pause_labels, speaker_tiers
from exact_transcription.plugins.formatting.times import decimal_seconds, milliseconds


class TextGridOptions(Options):
    """Which tiers a grid has."""

    words: bool = option(default=True, help="Write one tier of words for each speaker.")
    turns: bool = option(default=True, help="Write one tier of turns for each speaker.")
    pauses: bool = option(default=True, help="Write a tier with the measured pauses, named by their kind.")
    min_pause: float = option(
        0.0, help="Shortest pause that is written, in seconds.", minimum=0.0, maximum=3600.0
    )


class TextGridExporter(Exporter[TextGridOptions]):
    """What Praat, ELAN and the Montreal Forced Aligner open.

    Source: "TextGrid file formats" in the Praat manual. Intervals cover the whole time without holes or
    overlaps; silence is an empty label.
    """

    name = "textgrid"
    title = "Praat TextGrid"
    description = "Interval tiers of words and turns for each speaker, and one of pauses, for phonetic work."
    extension = ".TextGrid"
    media_type = "text/plain"
    options = TextGridOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: TextGridOptions) -> None:
        """Write tiers called `NAME - words`, `NAME - turns` and `pauses`; just `words` for no name."""
        tiers = list(_tiers(transcript, options)) or [("words", [])]
        last = max((labels[-1].end for _, labels in tiers if labels), default=0)
        end = max(milliseconds(transcript.duration), last, 1)
        head = (
            'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'
            f"xmin = 0.000\nxmax = {decimal_seconds(end)}\n"
            f"tiers? <exists>\nsize = {len(tiers)}\nitem []:\n"
        )
        stream.write(head.encode())
        stream.writelines(
            f"{_tier(number, name, labels, end)}\n".encode() for number, (name, labels) in enumerate(tiers, 1)
        )


def _tiers(transcript: Transcript, options: TextGridOptions) -> Iterator[tuple[str, Sequence[Label]]]:
    for tier in speaker_tiers(transcript):
        if options.words:
            words = [word for stretch in tier.stretches for word in stretch.words]
            yield _tier_name(tier, "words"), words
        if options.turns:
            yield _tier_name(tier, "turns"), tier.stretches
    if options.pauses:
        yield "pauses", pause_labels(transcript, min_pause=options.min_pause)


def _tier_name(tier: SpeakerTier, kind: str) -> str:
    return f"{tier.name} - {kind}" if tier.name else kind


def _tier(number: int, name: str, labels: Sequence[Label], end: int) -> str:
    intervals = filled(labels, end)
    lines = [
        f"    item [{number}]:",
        '        class = "IntervalTier"',
        f"        name = {_quoted(name)}",
        "        xmin = 0.000",
        f"        xmax = {decimal_seconds(end)}",
        f"        intervals: size = {len(intervals)}",
    ]
    start = "0.000"
    for index, label in enumerate(intervals, 1):
        stop = decimal_seconds(label.end)
        text = _quoted(label.text)
        lines.append(
            f"        intervals [{index}]:\n            xmin = {start}\n            xmax = {stop}\n"
            f"            text = {text}"
        )
        start = stop
    return "\n".join(lines)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [TextGridExporter()]
