"""The beginning of an export, as far as people can read it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import accumulate

from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.ports.exporter import TranscriptWriter

_LINES = 48
_BYTES = 12_000

_WORDS = 800
"""More than every format shows lines of; the rest of a long transcript is not written."""

_READABLE = re.compile(r"text/(?!html)|application/(json|xml|x-subrip)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The beginning of a file.

    Attributes:
        text: its first lines; None for a format that is not text.
        more: whether the file goes on after them.
    """

    text: str | None
    more: bool = False


def preview_of(
    writer: TranscriptWriter, name: str, transcript: Transcript, options: Mapping[str, object]
) -> Preview:
    """The first lines of a transcript in a format.

    Raises:
        UnknownFormatError: there is no such format.
        InvalidOptionError: an option is unknown or has a wrong value.
        PluginError: the format's plugin failed.
    """
    if not _READABLE.match(writer.describe(name).media_type):
        writer.check_options(name, options)
        return Preview(text=None)
    first = beginning(transcript, _WORDS)
    stream = BytesIO()
    writer.write(name, first, stream, options)
    text = stream.getvalue()[:_BYTES].decode(errors="ignore")
    lines = text.splitlines()
    more = first is not transcript or len(lines) > _LINES or len(stream.getvalue()) > _BYTES
    return Preview(text="\n".join(lines[:_LINES]), more=more)


def beginning(transcript: Transcript, words: int) -> Transcript:
    """The transcript up to the segment that holds the word with that number; itself if it is not longer."""
    counts = list(accumulate(len(segment.words) for segment in transcript.segments))
    kept = sum(count <= words for count in counts) or 1
    if kept >= len(transcript.segments):
        return transcript
    segments = transcript.segments[:kept]
    end = max(segment.span.end for segment in segments)

    def inside(span: TimeSpan) -> bool:
        return span.end <= end

    return replace(
        transcript,
        segments=segments,
        turns=tuple(turn for turn in transcript.turns if inside(turn.span)),
        pauses=tuple(pause for pause in transcript.pauses if inside(pause.span)),
        overlaps=tuple(overlap for overlap in transcript.overlaps if inside(overlap.span)),
    )
