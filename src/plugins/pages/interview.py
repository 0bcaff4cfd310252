"""A transcript as an interview on paper: a title block and one paragraph for each turn."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.annotation.languages import UNDETERMINED
from exact_transcription.plugins.annotation.xml_text import xml_text
from exact_transcription.plugins.formatting.dialogue import dialogue_lines
from exact_transcription.plugins.formatting.languages import english_name
from exact_transcription.plugins.formatting.plain_text import one_line
from exact_transcription.plugins.formatting.reading import for_reading
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import milliseconds, short_clock
from exact_transcription.plugins.pages.page_options import PageOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What one speaker says, or a pause between turns.

    Attributes:
        name: how the speaker is called; empty where nobody is.
        time: when it begins, or empty.
        text: what is said, or the mark of the pause.
        is_pause: whether it is a pause between turns.
    """

    name: str
    time: str
    text: str
    is_pause: bool


def title_of(transcript: Transcript, options: PageOptions) -> str:
    """The title: as asked for, else the recording's name, else simply what it is."""
    return xml_text(one_line(options.title) or one_line(transcript.media.name) or "Transcript")


def summary_of(transcript: Transcript) -> list[tuple[str, str]]:
    """What to know about a recording, as headings and texts."""
    facts = [("Recording", one_line(transcript.media.name))]
    facts.append(("Length", short_clock(milliseconds(transcript.duration))))
    if transcript.language != UNDETERMINED:
        facts.append(("Language", english_name(transcript.language).capitalize()))
    labels = speaker_labels(transcript)
    facts.append(("Speakers", ", ".join(labels[speaker.id] for speaker in transcript.speakers)))
    return [(heading, xml_text(text)) for heading, text in facts if text]


def paragraphs(transcript: Transcript, options: PageOptions) -> Iterator[Paragraph]:
    """One paragraph a turn and one for each pause between turns, if pauses are asked for."""
    names = _names(transcript, options.names)
    shown = for_reading(transcript, options)
    lines = dialogue_lines(shown, style=options.pauses, min_pause=options.min_pause)
    for line in lines:
        speaker = line.utterance.speaker if line.utterance else None
        yield Paragraph(
            name=xml_text(names[speaker]),
            time=line.time if options.times else "",
            text=xml_text(line.text),
            is_pause=line.utterance is None,
        )


def _names(transcript: Transcript, style: str) -> Mapping[str | None, str]:
    labels = speaker_labels(transcript)
    if style == "full":
        return labels
    if style == "none":
        return dict.fromkeys(labels, "")
    taken: set[str] = set()
    names: dict[str | None, str] = {None: ""}
    for speaker in transcript.speakers:
        wanted = _initials(labels[speaker.id])
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}{number}", number + 1
        taken.add(name)
        names[speaker.id] = name
    return names


def _initials(label: str) -> str:
    """`Ann Lee` is AL, `SPEAKER_01` is S1."""
    if match := re.fullmatch(r"SPEAKER_0*(\d+)", label):
        return f"S{match[1]}"
    return "".join(part[0] for part in re.findall(r"\w+", label)).upper() or label
