"""What is true of a recording, as transcripts, and the product's own evaluation against it."""

import json
from dataclasses import replace
from pathlib import Path

from benchmarks.accuracy.composed import Dialogue
from exact_transcription.adapters.evaluation.tools import LibraryScoringTools
from exact_transcription.core.domain.evaluation import Evaluation
from exact_transcription.core.domain.pause import Pause, PauseKind
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.transcript import Media, Transcript
from exact_transcription.core.domain.word import Provenance, Word
from exact_transcription.core.usecases.evaluate import Evaluate, EvaluationOptions
from exact_transcription.plugins.discovery import built_in_plugins
from exact_transcription.plugins.manager import PluginManager

_READER = PluginManager(plugins=built_in_plugins)
_EVALUATE = Evaluate(tools=LibraryScoringTools())


def scored(transcript: Transcript, reference: Transcript, language: str) -> Evaluation:
    return _EVALUATE(transcript, [reference], EvaluationOptions(language=language))


def read_aloud(text: str, language: str) -> Transcript:
    """Text without times or speakers."""
    nowhere = TimeSpan(start=0.0, end=0.0)
    return Transcript(media=Media(), language=language, segments=(Segment(span=nowhere, text=text),))


def conversation(stm: Path) -> Transcript:
    with stm.open("rb") as stream:
        return _READER.read("stm", stream, {"language": "en"})


def composed(dialogue: Dialogue) -> Transcript:
    """The text of a composed dialogue, and its pauses under the names of the text's speakers."""
    spoken = conversation(dialogue.stm)
    ids = {speaker.label: speaker.id for speaker in spoken.speakers}
    pauses = tuple(
        Pause(
            kind=PauseKind.PAUSE if each.speaker == each.next_speaker else PauseKind.GAP,
            span=TimeSpan(start=each.start, end=each.end),
            speaker=ids[each.speaker],
            next_speaker=ids[each.next_speaker],
            tolerance=0.0,
        )
        for each in dialogue.pauses
    )
    return Transcript(
        media=spoken.media,
        language="en",
        segments=spoken.segments,
        turns=spoken.turns,
        pauses=pauses,
        overlaps=spoken.overlaps,
        speakers=spoken.speakers,
    )


def labelled(words: Path) -> Transcript:
    """Hand-labelled words: a JSON list of `word`, `start`, `end` (seconds)."""
    return of_words(
        tuple(
            Word(
                text=each["word"],
                span=TimeSpan(start=each["start"], end=each["end"]),
                confidence=1.0,
                provenance=Provenance.EDITED,
            )
            for each in json.loads(words.read_text("utf8"))
            if each["word"].strip()
        )
    )


def of_words(words: tuple[Word, ...]) -> Transcript:
    """Words and nothing else."""
    words = tuple(replace(word, speaker=None) for word in words)
    if not words:
        return Transcript(media=Media(), language="en")
    span = TimeSpan(start=min(word.span.start for word in words), end=max(word.span.end for word in words))
    segment = Segment(span=span, text=" ".join(word.text for word in words), words=words)
    return Transcript(media=Media(duration=span.end), language="en", segments=(segment,))
