"""Building an ELAN annotation document: time slots and annotations with their numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from exact_transcription.plugins.annotation.labels import Label
from exact_transcription.plugins.annotation.xml_text import xml_text

_SCHEMA = "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_EPOCH = "1970-01-01T00:00:00Z"

# Words lie inside turns, with gaps between them; turns and pauses stand on their own.
_TYPES = """\
<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="turn" TIME_ALIGNABLE="true"/>
<LINGUISTIC_TYPE CONSTRAINTS="Included_In" GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="word" \
TIME_ALIGNABLE="true"/>
<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="pause" TIME_ALIGNABLE="true"/>
"""
_CONSTRAINT = """\
<CONSTRAINT DESCRIPTION="Time alignable annotations within the parent annotation's time interval, gaps are \
allowed" STEREOTYPE="Included_In"/>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EafTier:
    """A tier to be written.

    Attributes:
        name: unique in the document.
        kind: its linguistic type.
        labels: sorted, disjoint.
        participant: who is heard, or empty.
        parent: the tier that it belongs to, or empty.
    """

    name: str
    kind: str
    labels: Sequence[Label]
    participant: str = ""
    parent: str = ""


class EafDocument:
    """An ELAN document that grows tier by tier.

    Source: "EAF Annotation Format 3.0 and earlier", H. Sloetjes, Max Planck Institute for Psycholinguistics.
    The date, which the schema demands, is fixed, so that what is written twice is the same.
    """

    def __init__(self, *, locale: str) -> None:
        self._locale = locale
        self._header: list[str] = []
        self._tiers: list[str] = []
        self._slots: list[int] = []

    def add_media(self, url: str, relative_url: str, media_type: str) -> None:
        """Name the recording; properties come after it."""
        attributes = {"MEDIA_URL": url, "MIME_TYPE": media_type, "RELATIVE_MEDIA_URL": relative_url}
        self._header.append(f"<MEDIA_DESCRIPTOR{_attributes(attributes)}/>")

    def add_property(self, name: str, value: str) -> None:
        """Say something about the document."""
        self._header.append(f"<PROPERTY{_attributes({'NAME': name})}>{_text(value)}</PROPERTY>")

    def add_tier(self, tier: EafTier) -> None:
        """Append a tier; every annotation gets two time slots of its own, as ELAN itself does it."""
        attributes = {
            "DEFAULT_LOCALE": self._locale,
            "LINGUISTIC_TYPE_REF": tier.kind,
            "PARENT_REF": tier.parent,
            "PARTICIPANT": tier.participant,
            "TIER_ID": tier.name,
        }
        annotations = "".join(map(self._annotation, tier.labels))
        self._tiers.append(f"<TIER{_attributes(attributes)}>\n{annotations}</TIER>\n")

    def pieces(self) -> Iterator[bytes]:
        """The whole document, a tier at a time."""
        self.add_property("lastUsedAnnotationId", str(len(self._slots) // 2))
        root = {
            "AUTHOR": "",
            "DATE": _EPOCH,
            "FORMAT": "3.0",
            "VERSION": "3.0",
            "xmlns:xsi": _INSTANCE,
            "xsi:noNamespaceSchemaLocation": _SCHEMA,
        }
        shown = "".join(f" {name}={quoteattr(value)}" for name, value in root.items())
        header = "\n".join(self._header)
        yield (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT{shown}>\n'
            f'<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">\n{header}\n</HEADER>\n'
        ).encode()
        yield f"<TIME_ORDER>\n{self._time_slots()}</TIME_ORDER>\n".encode()
        yield from (tier.encode() for tier in self._tiers)
        locale = f"<LOCALE{_attributes({'LANGUAGE_CODE': self._locale})}/>\n" if self._locale else ""
        yield f"{_TYPES}{locale}{_CONSTRAINT}</ANNOTATION_DOCUMENT>\n".encode()

    def _annotation(self, label: Label) -> str:
        self._slots += (label.start, label.end)
        last = len(self._slots)
        return (
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{last // 2}" TIME_SLOT_REF1="ts{last - 1}" '
            f'TIME_SLOT_REF2="ts{last}"><ANNOTATION_VALUE>{_text(label.text)}</ANNOTATION_VALUE>'
            "</ALIGNABLE_ANNOTATION></ANNOTATION>\n"
        )

    def _time_slots(self) -> str:
        # ELAN expects slots by time; of two at one time the end of an annotation stands before a beginning.
        order = sorted(range(len(self._slots)), key=lambda index: (self._slots[index], 1 - index % 2))
        return "".join(
            f'<TIME_SLOT TIME_SLOT_ID="ts{index + 1}" TIME_VALUE="{self._slots[index]}"/>\n'
            for index in order
        )


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(xml_text(value))}" for name, value in values.items() if value)


def _text(text: str) -> str:
    return escape(xml_text(text))
