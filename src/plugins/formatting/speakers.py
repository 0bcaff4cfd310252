"""What to call speakers."""

import re
import unicodedata
from collections.abc import Mapping

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.formatting.plain_text import one_line

_MISSING_VALUES = frozenset(
    {"#N/A", "#NA", "-NaN", "-nan", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null"}
)

NOBODY = "UNKNOWN"
"""The speaker of formats that want one, where nobody was told apart."""


def speaker_labels(transcript: Transcript) -> Mapping[str | None, str]:
    """Every speaker's name on one line (the id where there is no name); None gives an empty text."""
    labels: dict[str | None, str] = {None: ""}
    labels.update({speaker.id: one_line(speaker.label) or speaker.id for speaker in transcript.speakers})
    return labels


def token_labels(transcript: Transcript, *, names: bool = True) -> Mapping[str | None, str]:
    """Names without white space, for formats whose fields are divided by it; different speakers stay so.

    A transcript in which nobody was told apart has one speaker, `UNKNOWN`.

    Args:
        transcript: whose speakers.
        names: use names where there are some; else ids.
    """
    labels: dict[str | None, str] = {None: NOBODY}
    for speaker in transcript.speakers:
        wanted = as_label(speaker.label if names else speaker.id) or as_label(speaker.id) or "SPEAKER"
        token, number = wanted, 2
        while token in labels.values():
            token, number = f"{wanted}_{number}", number + 1
        labels[speaker.id] = token
    return labels


def as_token(text: str) -> str:
    """A text as one field: white space becomes `_`."""
    return one_line(text).replace(" ", "_")


def as_label(text: str) -> str:
    """A text as one field that pandas, and so pyannote, reads as it is.

    Quotation marks at its ends would be taken for quotes, and some words for a missing value.
    """
    token = as_token(text).strip('"')
    return f"{token}_" if token in _MISSING_VALUES else token


def media_token(transcript: Transcript) -> str:
    """The recording's name without its extension, as one field; `media` where it has none."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", transcript.media.name)
    normal = unicodedata.normalize("NFC", stem)
    return as_label(re.sub(r"[^\w.-]+", "_", normal).strip("_.")) or "media"
