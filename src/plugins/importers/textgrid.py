"""Praat TextGrid, as Praat, ELAN or the Montreal Forced Aligner write it."""

import re
from collections.abc import Iterable
from typing import Any, BinaryIO, Literal

from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.plugins import Importer, Options, hookimpl, option
from exact_transcription.plugins.annotation.assembly import ReadTier, assembled
from exact_transcription.plugins.annotation.labels import Label
from exact_transcription.plugins.annotation.praat_grid import Grid, read_grid

# `Anna - words` is what we write and what the Montreal Forced Aligner writes; `words` alone names nobody.
_TIER_NAME = re.compile(
    r"(?:(?P<speaker>.*) - )?(?P<kind>words?|turns?|utterances?|phones?)", re.IGNORECASE | re.DOTALL
)


class TextGridReadOptions(Options):
    """What a TextGrid does not say."""

    language: str = option("", help="ISO 639-1 code of the language that is spoken, if known.")
    other_tiers: Literal["turns", "words", "ignore"] = option(
        "turns",
        help="What the intervals of tiers are whose names do not tell; such a tier is named for its speaker.",
    )


class TextGridImporter(Importer[TextGridReadOptions]):
    """Words, turns and pauses of a TextGrid in any of the text forms and encodings that Praat writes."""

    name = "textgrid"
    title = "Praat TextGrid"
    description = (
        "Tiers of words and turns for each speaker, and a tier of pauses. The format holds no confidences, "
        "no provenance and no language; tiers of points and of phones are left out."
    )
    extensions = (".textgrid",)
    media_type = "text/plain"
    options = TextGridReadOptions

    def read(self, stream: BinaryIO, options: TextGridReadOptions) -> Transcript:
        """Read the tiers `NAME - words`, `NAME - turns` and `pauses`, and others as the options say."""
        grid = read_grid(stream.read())
        pauses = [label for tier in grid.tiers if tier.name == "pauses" for label in tier.labels]
        return assembled(
            _speakers(grid, options.other_tiers),
            media=Media(duration=grid.end / 1000),
            language=options.language,
            pauses=pauses,
        )


def _speakers(grid: Grid, other: str) -> list[ReadTier]:
    stretches: dict[str | None, list[Label]] = {}
    words: dict[str | None, list[Label]] = {}
    names: dict[str | None, None] = {}
    for tier in grid.tiers:
        if tier.name == "pauses":
            continue
        match = _TIER_NAME.fullmatch(tier.name)
        speaker = (match["speaker"] if match else tier.name) or None
        kind = match["kind"].lower() if match else other
        if kind.startswith("phone") or kind == "ignore":
            continue
        names[speaker] = None
        (words if kind.startswith("word") else stretches).setdefault(speaker, []).extend(tier.labels)
    return [
        ReadTier(name=name, stretches=stretches.get(name, ()), words=words.get(name, ())) for name in names
    ]


@hookimpl
def exact_transcription_importers() -> Iterable[Importer[Any]]:
    """Give the format."""
    return [TextGridImporter()]
