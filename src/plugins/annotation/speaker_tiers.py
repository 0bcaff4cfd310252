"""A transcript as one tier a speaker: stretches of talk and the words in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.plugins.annotation.labels import Label, laid_out
from exact_transcription.plugins.formatting.dialogue import TURN_SILENCE
from exact_transcription.plugins.formatting.plain_text import join_texts
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import milliseconds
from exact_transcription.plugins.formatting.utterances import Utterance, utterances


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch(Label):
    """What a speaker says without another one between.

    Attributes:
        words: disjoint, inside the stretch; empty where the recogniser's text has no word times.
    """

    words: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerTier:
    """All that one speaker says.

    Attributes:
        speaker: id, or None where nobody was told apart.
        name: what to call the tier; unique, empty for None.
        stretches: sorted, disjoint.
    """

    speaker: str | None
    name: str
    stretches: tuple[Stretch, ...]


_Piece = tuple[Label, int]
"""A word, or the text of an utterance without words, and the number of the utterance it belongs to."""


def speaker_tiers(transcript: Transcript) -> tuple[SpeakerTier, ...]:
    """One tier for every speaker in their order; one for nobody, last, where words have no speaker.

    Words of one speaker that overlap each other are cut so that they do not; utterances that are nested in
    one another come apart, so that every stretch holds its words and no other ones.
    """
    # Turns are what is annotated: paragraphs are for readers, and who reads a tier could not tell them apart.
    said = list(utterances(transcript, max_silence=TURN_SILENCE, breaks=False, over_silence=False))
    names = unique_names(transcript)
    spoken: dict[str | None, list[_Piece]] = {speaker.id: [] for speaker in transcript.speakers}
    for number, utterance in enumerate(said):
        spoken.setdefault(utterance.speaker, []).extend(_pieces(utterance, number))
    return tuple(
        SpeakerTier(
            speaker=speaker,
            name=names[speaker],
            stretches=tuple(_stretches(pieces, said, transcript.language)),
        )
        for speaker, pieces in spoken.items()
    )


def pause_labels(transcript: Transcript, *, min_pause: float = 0.0) -> list[Label]:
    """Pauses as labels that name their kind."""
    labels = [
        Label(start=milliseconds(pause.span.start), end=milliseconds(pause.span.end), text=pause.kind.value)
        for pause in transcript.pauses
        if pause.span.duration >= min_pause
    ]
    return laid_out(sorted(labels, key=lambda label: label.start))


def unique_names(transcript: Transcript) -> dict[str | None, str]:
    """Every speaker's name, with a number where two have the same one; an empty one for None."""
    names: dict[str | None, str] = {None: ""}
    labels = speaker_labels(transcript)
    for speaker in transcript.speakers:
        wanted = labels[speaker.id]
        name, number = wanted, 2
        while name in names.values():
            name, number = f"{wanted} ({number})", number + 1
        names[speaker.id] = name
    return names


def _pieces(utterance: Utterance, number: int) -> Iterator[_Piece]:
    for part in utterance.words or (utterance,):
        start, end = milliseconds(part.span.start), milliseconds(part.span.end)
        yield Label(start=start, end=end, text=part.text), number


def _stretches(pieces: list[_Piece], said: Sequence[Utterance], language: str) -> Iterator[Stretch]:
    pieces.sort(key=lambda piece: piece[0].start)
    placed = zip(laid_out([label for label, _ in pieces]), (number for _, number in pieces), strict=True)
    for number, group in groupby(placed, key=lambda piece: piece[1]):
        labels = tuple(label for label, _ in group)
        utterance = said[number]
        whole = len(labels) == max(len(utterance.words), 1)
        yield Stretch(
            start=labels[0].start,
            end=labels[-1].end,
            text=utterance.text if whole else join_texts([label.text for label in labels], language),
            words=labels if utterance.words else (),
        )
