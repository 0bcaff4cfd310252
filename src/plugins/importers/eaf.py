"""ELAN annotation documents, read back."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.plugins import Importer, Options, hookimpl, option
from exact_transcription.plugins.annotation.assembly import ReadTier, assembled
from exact_transcription.plugins.annotation.eaf_reading import ElanTier, elan_tiers, parsed
from exact_transcription.plugins.exporters.eaf import DURATION

_WORDS = ("word", "words", "w", "token", "tokens", "tok")


class EafReadOptions(Options):
    """What a document does not say."""

    language: str = option("", help="ISO 639-1 code of the language; the document's own where this is empty.")


class EafImporter(Importer[EafReadOptions]):
    """Top tiers are turns of their participant; a tier of words below one gives its words."""

    name = "eaf"
    title = "ELAN annotation document"
    description = (
        "Turns from tiers that have no parent, words from tiers of words below them, and a tier of pauses. "
        "Confidences and provenance are not in such a file; glosses, translations and the like are left out."
    )
    extensions = (".eaf",)
    media_type = "text/xml"
    options = EafReadOptions

    def read(self, stream: BinaryIO, options: EafReadOptions) -> Transcript:
        """Read the document."""
        root = parsed(stream.read())
        tiers = elan_tiers(root)
        pauses = [label for tier in tiers if tier.kind == "pause" for label in tier.labels]
        return assembled(
            [_speaker(tier, tiers) for tier in tiers if not tier.parent and tier.kind != "pause"],
            media=_media(root),
            language=options.language or _language(root),
            pauses=pauses,
        )


def _speaker(top: ElanTier, tiers: Sequence[ElanTier]) -> ReadTier:
    words = next((tier for tier in tiers if tier.parent == top.name and _holds_words(tier)), None)
    nameless = top.name == "turns" and top.kind == "turn" and not top.participant
    if words is None and _holds_words(top):
        return ReadTier(name=top.participant or top.name, words=top.labels)
    return ReadTier(
        name=None if nameless else top.participant or top.name,
        stretches=top.labels,
        words=words.labels if words else (),
    )


def _holds_words(tier: ElanTier) -> bool:
    last = tier.name.lower().replace("@", " ").replace("_", " ").replace("-", " ").split()[-1:]
    return tier.kind.lower() in _WORDS or last[:1] in [[word] for word in _WORDS]


def _media(root: Element) -> Media:
    name, duration = "", 0.0
    if (descriptor := root.find("HEADER/MEDIA_DESCRIPTOR")) is not None:
        url = descriptor.get("RELATIVE_MEDIA_URL") or descriptor.get("MEDIA_URL") or ""
        name = PurePosixPath(unquote(url)).name
    for element in root.iterfind("HEADER/PROPERTY"):
        if element.get("NAME") == DURATION and (element.text or "").isdecimal():
            duration = int(element.text or "0") / 1000
    return Media(name=name, duration=duration)


def _language(root: Element) -> str:
    locale = root.find("LOCALE")
    return "" if locale is None else locale.get("LANGUAGE_CODE", "")


@hookimpl
def exact_transcription_importers() -> Iterable[Importer[Any]]:
    """Give the format."""
    return [EafImporter()]
