"""Text in another language than the one that was spoken.

The words of a translation have no true times: nobody said them, and their order is not that of what was said.
Their times are where the recogniser's attention was, or guesses, and never claim to be more.
"""

from collections.abc import Sequence
from dataclasses import replace

from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.transcription_options import Task
from exact_transcription.core.domain.word import Provenance, Word

TARGET = "en"
"""Whisper translates into English only."""

_UNDETERMINED = "und"


def translated_from(task: Task, spoken: str) -> str | None:
    """The language out of which a text is translated, or None if it is what was said.

    Args:
        task: what was asked for; to translate English into English is to transcribe it.
        spoken: ISO 639-1 code of what is spoken.
    """
    return spoken if task == "translate" and spoken not in {TARGET, _UNDETERMINED} else None


def text_language(task: Task, spoken: str) -> str:
    """The language of the text that `task` makes of speech in `spoken`."""
    return spoken if translated_from(task, spoken) is None else TARGET


def with_attention_times(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments of a translation after silence was taken out of their words.

    `trimmed` says that a placed word was cut to where it sounds; a translated word sounds nowhere, so its
    time stays one of attention.
    """
    return tuple(replace(segment, words=tuple(map(_honest, segment.words))) for segment in segments)


def notice(spoken: str) -> Notice:
    """What a reader of a translation should know."""
    return Notice(
        code="translated",
        message=f"The text is a machine translation of speech in the language {spoken!r}: times of single "
        "words are only where the recogniser's attention was. Speakers and pauses are the recording's.",
    )


def _honest(word: Word) -> Word:
    return replace(word, provenance=Provenance.ATTENTION) if word.provenance is Provenance.TRIMMED else word
