"""Which references belong to which transcripts, and reading them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from exact_transcription.core.domain.diarization import Speaker
from exact_transcription.core.domain.errors import InvalidRequestError, MediaNotFoundError
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.ports.importer import TranscriptReader
from exact_transcription.entrypoints.cli.reading import read_transcript

# What the format `txt` writes: a corrected file is a reference.
_HEADING = re.compile(r"\s*(?P<speaker>\S.{0,80}?) \[\d+:\d\d:\d\d\]:")
_PAUSE = re.compile(r"\[pause \d+(?:\.\d+)? s\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A transcript, and what is true of its recording."""

    transcript: Path
    references: tuple[Path, ...]


def find_tasks(transcript: Path, references: Sequence[Path]) -> list[Task]:
    """A transcript with its references, or those of two folders that belong together by their names.

    Raises:
        click.UsageError: a file is missing, a folder stands beside files, or no names agree.
    """
    for path in (transcript, *references):
        if not path.exists():
            raise click.UsageError(f"There is no file or folder {path}.")
    folders = [path.is_dir() for path in references]
    if not transcript.is_dir() and not any(folders):
        return [Task(transcript=transcript, references=tuple(references))]
    if not (transcript.is_dir() and all(folders)):
        raise click.UsageError("Give a transcript and references that are files, or folders of them.")
    true = [path for folder in references for path in sorted(folder.iterdir()) if path.is_file()]
    tasks, alone = [], []
    for ours in sorted(path for path in transcript.iterdir() if path.is_file()):
        own = tuple(path for path in true if path.stem == ours.stem and not path.samefile(ours))
        if own:
            tasks.append(Task(transcript=ours, references=own))
        else:
            alone.append(ours.name)
    if not tasks:
        raise click.UsageError("No file of one folder has the name of one in the other (without extension).")
    if alone:
        click.echo(f"no reference for {', '.join(alone)}", err=True)
    return tasks


def read_reference(reader: TranscriptReader, path: Path, options: Mapping[str, object]) -> Transcript:
    """A reference in any format that can be read, or plain text (`.txt`): words without times.

    Headings and pauses as the format `txt` writes them are taken for what they are.

    Raises:
        InvalidRequestError: it cannot be read; the message says why.
    """
    given = {name: value for name, value in options.items() if value}
    if path.suffix.lower() != ".txt":
        return read_transcript(reader, path, None, given)
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise MediaNotFoundError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InvalidRequestError(f"{path} is not UTF-8 text: {error}.", hint="Save it as UTF-8.") from error
    segments = tuple(_segments(text))
    return Transcript(
        media=Media(),
        language=str(options.get("language", "")),
        segments=segments,
        speakers=tuple(Speaker(id=name) for name in dict.fromkeys(each.speaker for each in segments) if name),
    )


def _segments(text: str) -> Iterator[Segment]:
    nowhere = TimeSpan(start=0.0, end=0.0)
    speaker = None
    for line in text.splitlines():
        heading = _HEADING.match(line)
        speaker = heading["speaker"] if heading else speaker
        if said := " ".join(_PAUSE.sub(" ", line[heading.end() :] if heading else line).split()):
            yield Segment(span=nowhere, text=said, speaker=speaker)
