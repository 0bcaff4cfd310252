"""Reading ELAN annotation documents into their tiers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, XMLParser, fromstring

from exact_transcription.core.domain.errors import InvalidRequestError
from exact_transcription.plugins.annotation.labels import Label
from exact_transcription.plugins.formatting.plain_text import one_line

_MOST_GUESSED = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ElanTier:
    """A tier as it stands in the file.

    Attributes:
        name: its id.
        participant: who is heard, or empty.
        parent: the tier that it belongs to, or empty.
        kind: its linguistic type.
        constraint: the stereotype of its type, e.g. `Symbolic_Subdivision`, or empty.
        labels: sorted; those without text are left out.
    """

    name: str
    participant: str
    parent: str
    kind: str
    constraint: str
    labels: tuple[Label, ...]


def parsed(data: bytes) -> Element:
    """The root element of a document.

    Raises:
        InvalidRequestError: it is not XML, declares entities, or is no ELAN document.
    """
    if (
        b"<!ENTITY" in data
        or "<!ENTITY".encode("utf-16-le") in data
        or "<!ENTITY".encode("utf-16-be") in data
    ):
        raise InvalidRequestError("This document declares entities, which ELAN never does; it is refused.")
    try:
        root = fromstring(data, parser=XMLParser())  # noqa: S314 - entities are refused above
    except (ParseError, ValueError, LookupError) as error:
        raise InvalidRequestError(f"This is not XML: {error}.") from error
    if root.tag != "ANNOTATION_DOCUMENT":
        raise InvalidRequestError(f"This is not an ELAN document: it begins with <{root.tag[:80]}>.")
    return root


def elan_tiers(root: Element) -> tuple[ElanTier, ...]:
    """All tiers in their order.

    Slots without a time, which ELAN keeps for annotations between others, get times spread evenly.

    Raises:
        InvalidRequestError: an annotation refers to something that is not there.
    """
    slots = _slot_times(root)
    types = {each.get("LINGUISTIC_TYPE_ID", ""): each for each in root.iter("LINGUISTIC_TYPE")}
    spans = dict(_alignable_spans(root, slots))
    spans.update(_reference_spans(root, spans))
    return tuple(
        ElanTier(
            name=one_line(tier.get("TIER_ID", "")),
            participant=one_line(tier.get("PARTICIPANT", "")),
            parent=one_line(tier.get("PARENT_REF", "")),
            kind=tier.get("LINGUISTIC_TYPE_REF", ""),
            constraint=_constraint(types.get(tier.get("LINGUISTIC_TYPE_REF", ""))),
            labels=tuple(sorted(_labels(tier, spans), key=lambda label: (label.start, label.end))),
        )
        for tier in root.iter("TIER")
    )


def _constraint(kind: Element | None) -> str:
    return "" if kind is None else kind.get("CONSTRAINTS", "")


def _slot_times(root: Element) -> dict[str, int]:
    factor = (
        1000
        if (header := root.find("HEADER")) is not None and header.get("TIME_UNITS") == "PAL-frames"
        else 1
    )
    if factor != 1:
        raise InvalidRequestError("This document counts frames; only milliseconds are understood.")
    slots: list[tuple[str, int | None]] = []
    for slot in root.iter("TIME_SLOT"):
        value = slot.get("TIME_VALUE")
        try:
            slots.append((slot.get("TIME_SLOT_ID", ""), None if value is None else int(value)))
        except ValueError as error:
            raise InvalidRequestError(f"The time of a slot is {value!r}, not milliseconds.") from error
    return _with_guesses(slots)


def _with_guesses(slots: list[tuple[str, int | None]]) -> dict[str, int]:
    times: dict[str, int] = {}
    waiting: list[str] = []
    last = 0
    for name, value in slots:
        if value is None:
            waiting.append(name)
            continue
        for number, guessed in enumerate(waiting, 1):
            times[guessed] = last + (value - last) * number // (len(waiting) + 1)
        waiting.clear()
        times[name] = last = max(value, 0)
    times.update(dict.fromkeys(waiting, last))
    return times


def _alignable_spans(root: Element, slots: Mapping[str, int]) -> Iterator[tuple[str, tuple[int, int]]]:
    for annotation in root.iter("ALIGNABLE_ANNOTATION"):
        identity = annotation.get("ANNOTATION_ID", "")
        try:
            start = slots[annotation.get("TIME_SLOT_REF1", "")]
            end = slots[annotation.get("TIME_SLOT_REF2", "")]
        except KeyError as error:
            raise InvalidRequestError(f"The annotation {identity} refers to no time slot.") from error
        yield identity, (min(start, end), max(start, end))


def _reference_spans(root: Element, known: Mapping[str, tuple[int, int]]) -> Mapping[str, tuple[int, int]]:
    """Annotations without times of their own share the time of what they refer to, in equal parts."""
    spans = dict(known)
    for tier in root.iter("TIER"):
        children: dict[str, list[str]] = {}
        for annotation in tier.iter("REF_ANNOTATION"):
            children.setdefault(annotation.get("ANNOTATION_REF", ""), []).append(
                annotation.get("ANNOTATION_ID", "")
            )
        for parent, identities in children.items():
            if parent not in spans:
                raise InvalidRequestError(f"The annotation {identities[0]} refers to none that came before.")
            start, end = spans[parent]
            for index, identity in enumerate(identities):
                first = start + (end - start) * index // len(identities)
                spans[identity] = (first, start + (end - start) * (index + 1) // len(identities))
    return spans


def _labels(tier: Element, spans: Mapping[str, tuple[int, int]]) -> Iterator[Label]:
    for annotation in tier.iterfind("ANNOTATION/*"):
        text = one_line(annotation.findtext("ANNOTATION_VALUE") or "")
        start, end = spans.get(annotation.get("ANNOTATION_ID", ""), (0, 0))
        if text:
            yield Label(start=start, end=end, text=text)
