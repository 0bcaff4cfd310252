"""ELAN annotation documents."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.annotation.eaf_document import EafDocument, EafTier
from exact_transcription.plugins.annotation.media_types import media_type
from exact_transcription.plugins.annotation.speaker_tiers import SpeakerTier, pause_labels, speaker_tiers
from exact_transcription.plugins.formatting.plain_text import one_line
from exact_transcription.plugins.formatting.times import milliseconds

DURATION = "exact-transcription.duration"
"""The property that holds the recording's length in milliseconds."""

_LOCALE = re.compile(r"[a-z]{2,8}")


class EafOptions(Options):
    """Which tiers a document has."""

    words: bool = option(default=True, help="Write a tier of words below each speaker's tier of turns.")
    pauses: bool = option(default=True, help="Write a tier with the measured pauses, named by their kind.")
    min_pause: float = option(
        0.0, help="Shortest pause that is written, in seconds.", minimum=0.0, maximum=3600.0
    )


class EafExporter(Exporter[EafOptions]):
    """What ELAN opens beside the recording."""

    name = "eaf"
    title = "ELAN annotation document"
    description = (
        "A tier of turns with a tier of words below it for each speaker, and one of pauses, for ELAN."
    )
    extension = ".eaf"
    media_type = "text/xml"
    options = EafOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: EafOptions) -> None:
        """Write EAF 3.0; the recording is looked for beside the document."""
        locale = transcript.language if _LOCALE.fullmatch(transcript.language) else ""
        document = EafDocument(locale=locale)
        if media := one_line(transcript.media.name):
            file = quote(media)
            document.add_media(f"file:///{file}", f"./{file}", media_type(media))
        document.add_property(DURATION, str(milliseconds(transcript.duration)))
        for tier in _tiers(transcript, options):
            document.add_tier(tier)
        stream.writelines(document.pieces())


def _tiers(transcript: Transcript, options: EafOptions) -> Iterator[EafTier]:
    taken: set[str] = set()
    for speaker in speaker_tiers(transcript):
        yield from _speaker(speaker, taken, words=options.words)
    if options.pauses:
        pauses = pause_labels(transcript, min_pause=options.min_pause)
        yield EafTier(name=_free("pauses", taken), kind="pause", labels=pauses)


def _speaker(tier: SpeakerTier, taken: set[str], *, words: bool) -> Iterator[EafTier]:
    name = _free(tier.name or "turns", taken)
    yield EafTier(name=name, kind="turn", labels=tier.stretches, participant=tier.name)
    if words:
        labels = [word for stretch in tier.stretches for word in stretch.words]
        below = _free(f"{tier.name} - words" if tier.name else "words", taken)
        yield EafTier(name=below, kind="word", labels=labels, participant=tier.name, parent=name)


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} ({number})", number + 1
    taken.add(name)
    return name


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [EafExporter()]
