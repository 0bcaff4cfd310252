"""Words that were written wrongly and right again: where they are guessed to be, and where they are found.

Three words in a row are replaced by as many and one more, and these by the right ones, so that all three have
guessed times; then the next three are kept. A second round takes those. Every word so goes once through what
happens after corrections: the audio from the form for listening, the aligners, kept words on both sides.
"""

import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.accuracy.bench import Bench
from benchmarks.accuracy.measures.edges import WITHIN, edge_errors
from benchmarks.accuracy.table import Row
from exact_transcription.adapters.playback.mp3 import Mp3PlaybackEncoder, Mp3PlaybackReader
from exact_transcription.container import Container
from exact_transcription.core.domain.edit_application import apply_edits
from exact_transcription.core.domain.edits import Edit, ReplaceWords
from exact_transcription.core.domain.realignment import runs_of, with_placed
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.word import Word
from exact_transcription.core.ports.audio_decoding import ChannelMode
from exact_transcription.core.usecases.realign import found_in
from tests.fakes.progress import FreeProgress

_AT_ONCE = 3
_Words = tuple[Word, ...]


def measure(bench: Bench) -> Iterator[Row]:
    container = Container()
    labelled: list[list[float]] = [[], [], []]
    for recording in (each for each in bench.of("words/") if each.words):
        transcript = bench.pipeline(recording.path, language="en")
        guessed, found = _corrected(container, bench, transcript, recording.path)
        for errors, words in zip(labelled, (transcript.words, guessed, found), strict=True):
            errors.extend(edge_errors(recording, words))
    for name, errors in zip(("as recognised", "guessed", "re-aligned"), labelled, strict=True):
        yield Row(
            measure="corrected words, edges within 50 ms of the labels",
            data=name,
            value=float((np.abs(errors) <= WITHIN).mean()),
            note=f"{len(errors)} hand-labelled edges; median {1000 * np.median(np.abs(errors)):.0f} ms",
        )
    composed: list[list[float]] = [[], []]
    for dialogue in bench.dialogues():
        transcript = bench.pipeline(dialogue.path, language="en")
        for errors, words in zip(
            composed, _corrected(container, bench, transcript, dialogue.path), strict=True
        ):
            errors.extend(_moved(transcript.words, words))
    for name, errors in zip(("guessed", "re-aligned"), composed, strict=True):
        yield Row(
            measure="corrected words, edges within 50 ms of where they were",
            data=f"composed dialogues, {name}",
            value=float((np.abs(errors) <= WITHIN).mean()),
            note=f"{len(errors)} edges; median {1000 * np.median(np.abs(errors)):.0f} ms",
        )


def _corrected(
    container: Container, bench: Bench, transcript: Transcript, path: Path
) -> tuple[_Words, _Words]:
    """The words with guessed times, and with those that were found."""
    aligners = container.engines().aligners(bench.pipeline.options)
    decoded = container.decoder().decode(path, channels=ChannelMode.MIX, progress=FreeProgress())
    guessed, found = list(transcript.words), list(transcript.words)
    with tempfile.TemporaryDirectory() as folder:
        playback = Path(folder) / "playback"
        Mp3PlaybackEncoder().encode(decoded.waveforms, playback, progress=FreeProgress())
        for odd in (0, 1):
            groups = [each for each in _groups(transcript) if each[0] // _AT_ONCE % 2 == odd]
            wrong = apply_edits(transcript, _edits(transcript, groups))
            placed = []
            with playback.open("rb") as stream:
                for run in runs_of(wrong):
                    heard = Mp3PlaybackReader().read(stream, run.heard)
                    result = found_in(heard, run, wrong, aligners=aligners, progress=FreeProgress())
                    placed += [result] if result else []
            right = with_placed(wrong, placed)
            for first, last in groups:
                guessed[first : last + 1] = wrong.words[first : last + 1]
                found[first : last + 1] = right.words[first : last + 1]
    return tuple(guessed), tuple(found)


def _groups(transcript: Transcript) -> Iterator[tuple[int, int]]:
    """First and last words of groups within segments."""
    begin = 0
    for segment in transcript.segments:
        end = begin + len(segment.words)
        cuts = sorted({begin, *range(begin - begin % _AT_ONCE + _AT_ONCE, end, _AT_ONCE), end})
        yield from ((first, stop - 1) for first, stop in pairwise(cuts))
        begin = end


def _edits(transcript: Transcript, groups: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    for first, last in reversed(groups):
        text = " ".join(word.text for word in transcript.words[first : last + 1])
        more = last - first + 2
        yield ReplaceWords(first=first, last=last, text=" ".join(["something"] * more))
        yield ReplaceWords(first=first, last=first + more - 1, text=text)


def _moved(before: _Words, after: _Words) -> list[float]:
    return [
        error
        for old, new in zip(before, after, strict=True)
        for error in (new.span.start - old.span.start, new.span.end - old.span.end)
    ]
