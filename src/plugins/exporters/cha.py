"""CHAT, the transcription format of TalkBank."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins import Exporter, Options, hookimpl, option
from exact_transcription.plugins.annotation.chat_lines import ChatLine, bullet, chat_lines
from exact_transcription.plugins.annotation.languages import iso_639_3
from exact_transcription.plugins.annotation.media_types import media_type
from exact_transcription.plugins.annotation.speaker_tiers import unique_names
from exact_transcription.plugins.formatting.speakers import media_token

_CODE_LENGTH = 3


class ChaOptions(Options):
    """What a CHAT file holds."""

    words: bool = option(default=True, help="Write a %wor tier with the time of every word.")
    pauses: bool = option(default=True, help="Write the measured pauses of a speaker, as (0.5).")
    min_pause: float = option(
        0.0, help="Shortest pause that is written, in seconds.", minimum=0.0, maximum=3600.0
    )
    overlaps: bool = option(
        default=True, help="Mark an utterance that begins before the one of somebody else has ended with +<."
    )


class ChaExporter(Exporter[ChaOptions]):
    """One sentence a line, with its time; what CLAN and pylangacq read.

    Source: MacWhinney, "The CHAT Transcription Format". Words keep only the characters that CHAT allows, and
    numbers are spelled out. Silence between speakers is the space between their bullets.
    """

    name = "cha"
    title = "CHAT"
    description = (
        "Utterances with times for CLAN and TalkBank, with measured pauses and a tier of word times."
    )
    extension = ".cha"
    media_type = "text/x-chat"
    options = ChaOptions

    def write(self, transcript: Transcript, stream: BinaryIO, options: ChaOptions) -> None:
        """Write headers and utterances; lines end in a line feed."""
        lines = chat_lines(transcript, min_pause=options.min_pause, pauses=options.pauses)
        people = _people(transcript, lines)
        stream.writelines(f"{line}\n".encode() for line in _headers(transcript, people))
        stream.writelines(
            f"{line}\n".encode()
            for line in _body(lines, {identity: code for identity, (code, _) in people.items()}, options)
        )
        stream.write(b"@End\n")


def _headers(transcript: Transcript, people: Mapping[str | None, tuple[str, str]]) -> Iterator[str]:
    language = iso_639_3(transcript.language)
    yield "@UTF8"
    yield "@Begin"
    yield f"@Languages:\t{language}"
    if people:
        named = ", ".join(f"{code} {name} {_role(identity)}" for identity, (code, name) in people.items())
        yield f"@Participants:\t{named}"
    for identity, (code, _) in people.items():
        yield f"@ID:\t{language}|transcript|{code}|||||{_role(identity)}|||"
    kind = "video" if media_type(transcript.media.name).startswith("video/") else "audio"
    if transcript.media.name:
        yield f"@Media:\t{media_token(transcript)}, {kind}"


def _body(lines: Iterable[ChatLine], codes: Mapping[str | None, str], options: ChaOptions) -> Iterator[str]:
    before: ChatLine | None = None
    for line in lines:
        overlapping = (
            options.overlaps
            and before is not None
            and line.speaker != before.speaker
            and line.start < before.end
        )
        said = " ".join([*(["+<"] if overlapping else []), *line.tokens, line.terminator])
        yield f"*{codes[line.speaker]}:\t{said} {bullet(line.start, line.end)}"
        if options.words and line.timed:
            yield f"%wor:\t{' '.join([*line.timed, line.terminator])}"
        before = line


def _people(transcript: Transcript, lines: Iterable[ChatLine]) -> dict[str | None, tuple[str, str]]:
    """Code and name of everybody, of nobody in particular last."""
    names = unique_names(transcript)
    people: dict[str | None, tuple[str, str]] = {}
    heard: list[str | None] = [speaker.id for speaker in transcript.speakers]
    if any(line.speaker is None for line in lines):
        heard.append(None)
    taken: set[str] = set()
    for number, identity in enumerate(heard):
        name = _one_word(names[identity]) if identity is not None else "Unidentified"
        code = _code(name if identity is not None else "UNK", number, taken)
        taken.add(code)
        people[identity] = (code, name or code)
    return people


def _one_word(name: str) -> str:
    return re.sub(r"\W+", "_", unicodedata.normalize("NFC", name)).strip("_")


def _code(name: str, number: int, taken: set[str]) -> str:
    """Three capital letters of the name, as is the custom, or `SP0`, `SP1` and so on."""
    plain = unicodedata.normalize("NFKD", name).upper()
    letters = re.sub(r"[^A-Z]", "", plain)[:_CODE_LENGTH]
    code = letters if len(letters) == _CODE_LENGTH and not name.startswith("SPEAKER_") else f"SP{number}"
    while code in taken:
        code, number = f"SP{number}", number + 1
    return code


def _role(identity: str | None) -> str:
    return "Unidentified" if identity is None else "Participant"


@hookimpl
def exact_transcription_exporters() -> Iterable[Exporter[Any]]:
    """Give the format."""
    return [ChaExporter()]
