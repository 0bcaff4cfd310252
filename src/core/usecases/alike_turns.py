"""Finding the turns that sound like one."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import numpy as np

from exact_transcription.core.domain.errors import InvalidRequestError, NoVoicePrintsError
from exact_transcription.core.domain.revision import Revision
from exact_transcription.core.domain.spoken_turns import SpokenTurn, spoken_turns
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.voice_prints import VoicePrints, voice_of
from exact_transcription.core.ports.blob_store import BlobStore
from exact_transcription.core.usecases import job_blobs
from exact_transcription.core.usecases.stage_codec import from_bytes, to_bytes
from exact_transcription.core.usecases.store_transcript import FoundTranscript

SAME_VOICE = 0.65
"""Cosine similarity from which on two turns are taken for one person's; see docs/accuracy.md."""
RELIABLE = 1.5
"""Seconds that a turn must be heard alone for its similarity to be relied on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeTurn:
    """A turn compared with the chosen one.

    Attributes:
        turn: which.
        similarity: cosine, -1 to 1; None where nobody is heard alone in it.
        heard: seconds in which somebody is heard alone in it.
    """

    turn: SpokenTurn
    similarity: float | None
    heard: float

    @property
    def reliable(self) -> bool:
        """Whether enough is heard to rely on the similarity."""
        return self.similarity is not None and self.heard >= RELIABLE

    @property
    def alike(self) -> bool:
        """Whether it is taken for the same person's."""
        return self.reliable and self.similarity is not None and self.similarity >= SAME_VOICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A turn compared with all others.

    Attributes:
        revision: of the transcript whose words and turns these are.
        chosen: the turn that was asked about; its similarity is 1, or None where nobody is heard alone in it.
        others: all other turns, the most similar first, those that cannot be compared last.
    """

    revision: Revision
    chosen: AlikeTurn
    others: tuple[AlikeTurn, ...]


def compared(transcript: Transcript, prints: VoicePrints, word: int) -> tuple[AlikeTurn, list[AlikeTurn]]:
    """Compare the turn that has a word with all others of a transcript.

    The prints belong to the recording and not to a version of the text: what was split, merged or reassigned
    since is found by its time.

    Returns:
        The turn, and the others, the most similar first.

    Raises:
        InvalidRequestError: there is no such word.
    """
    turns = spoken_turns(transcript)
    chosen = next((turn for turn in turns if turn.first <= word <= turn.last), None)
    if chosen is None:
        raise InvalidRequestError(f"There is no word {word}.", hint="Read the transcript again.")
    own = voice_of(prints, chosen.span)
    found = []
    for turn in turns:
        voice = voice_of(prints, turn.span)
        known = own.heard > 0 and voice.heard > 0
        # Rounding must not make anything more alike than itself.
        similarity = float(np.clip(own.embedding @ voice.embedding, -1.0, 1.0)) if known else None
        found.append(AlikeTurn(turn=turn, similarity=similarity, heard=voice.heard))
    found.sort(key=lambda each: (each.similarity is None, -(each.similarity or 0.0), each.turn.first))
    (itself,) = (each for each in found if each.turn == chosen)
    return itself, [each for each in found if each is not itself]


class KeepVoicePrints:
    """Keeps how the voices of a job sound, with its other blobs, so that they go when the job goes."""

    def __init__(self, *, blobs: BlobStore) -> None:
        """Keep in `blobs`."""
        self._blobs = blobs

    def execute(self, job_id: str, prints: VoicePrints) -> None:
        """Keep a job's voice prints in place of earlier ones.

        Raises:
            StorageFullError: there is no room.
            ServiceUnavailableError: the blob store does not answer.
        """
        self._blobs.put(job_blobs.voices(job_id), BytesIO(to_bytes(prints)))


class FindAlikeTurns:
    """Compares a turn with all others of its transcript by how they sound."""

    def __init__(self, *, read: Callable[..., FoundTranscript], blobs: BlobStore) -> None:
        """Read transcripts with `read`, as `ReadTranscript.execute` does, and voice prints from `blobs`."""
        self._read, self._blobs = read, blobs

    def execute(self, job_id: str, word: int, *, owner: str | None = None) -> Comparison:
        """Compare the turn that has a word, in the newest revision.

        Raises:
            NotFoundError: there is no such job of that owner, it has no transcript, or no voice prints.
            InvalidRequestError: there is no such word.
        """
        found = self._read(job_id, owner=owner)
        chosen, others = compared(found.transcript, self._prints(job_id), word)
        return Comparison(revision=found.revision, chosen=chosen, others=tuple(others))

    def _prints(self, job_id: str) -> VoicePrints:
        key = job_blobs.voices(job_id)
        if self._blobs.exists(key):
            try:
                return from_bytes(VoicePrints, self._blobs.read(key))
            except ValueError:
                pass  # of another version of the program, which a new run puts right as well
        raise NoVoicePrintsError(
            "It is not known how the voices of this recording sound.",
            hint="Run the transcription again, with speakers told apart by their voices.",
        )
