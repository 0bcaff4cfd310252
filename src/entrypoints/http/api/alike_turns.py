"""Turns that sound like one, for giving all of them to whom they belong to."""

from flask import Response
from pydantic import BaseModel, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.usecases.alike_turns import SAME_VOICE, AlikeTurn
from exact_transcription.entrypoints.http.api.edit_models import Index
from exact_transcription.entrypoints.http.api.fields import Sent
from exact_transcription.entrypoints.http.api.ids import JobPath
from exact_transcription.entrypoints.http.api.resource import Resource, json_answer
from exact_transcription.entrypoints.http.api.transcripts import HEADERS, TRANSCRIPT, tagged
from exact_transcription.entrypoints.http.identity import visible_to
from exact_transcription.entrypoints.http.services import services

_DECIMALS = 3

alike = Resource(
    "Voices",
    about="Which turns sound alike. How the voices sound is kept with the transcription, is deleted with it, "
    "and is never given away: only the similarity of turns is.",
)


class AlikeQuery(Sent):
    """Which turn."""

    word: Index = Field(
        default=0,
        description="Number of a word of the turn, in the newest revision; of the first turn, if left out.",
    )


class AlikeTurnModel(BaseModel):
    """A turn: words of one speaker without another one between."""

    first: int = Field(description="Number of its first word, from 0.")
    last: int = Field(description="Number of its last word.")
    speaker: str | None = Field(description="Who speaks, as the transcript has it.")
    start: float = Field(description="Seconds.")
    end: float = Field(description="Seconds.")
    heard: float = Field(description="Seconds of it in which one person is heard alone.")
    similarity: float | None = Field(
        description="Cosine similarity to the chosen turn, -1 to 1; null where nobody is heard alone."
    )
    reliable: bool = Field(description="Whether enough is heard to rely on the similarity.")
    alike: bool = Field(description="Whether it is reliable and not below the threshold.")

    @classmethod
    def of(cls, found: AlikeTurn) -> "AlikeTurnModel":
        """Show a turn."""
        return cls(
            first=found.turn.first,
            last=found.turn.last,
            speaker=found.turn.speaker,
            start=found.turn.span.start,
            end=found.turn.span.end,
            heard=round(found.heard, _DECIMALS),
            similarity=None if found.similarity is None else round(found.similarity, _DECIMALS),
            reliable=found.reliable,
            alike=found.alike,
        )


class AlikeTurns(BaseModel):
    """A turn, and how much all others sound like it."""

    threshold: float = Field(description="Similarity from which on turns are taken for one person's.")
    chosen: AlikeTurnModel
    items: list[AlikeTurnModel] = Field(description="All other turns, the most similar first.")


@alike.get(f"{TRANSCRIPT}/alike", scope=Scope.READ, returns=AlikeTurns, headers=HEADERS, errors=(404,))
def list_alike_turns(path: JobPath, query: AlikeQuery) -> Response:
    """Compare a turn with all others by how they sound.

    Turns that somebody edited meanwhile are compared by their time. To give those that are alike to a
    speaker, send their words as one edit `reassign_ranges` with the ETag of this answer as `If-Match`. Where
    it is not known how the voices sound, the answer is 404 with the code `no_voice_prints`: run those
    again that were made before voices were kept. With one speaker a channel, or nobody told apart, there are
    none.
    """
    found = services().alike_turns().execute(path.job_id, query.word, owner=visible_to())
    answer = AlikeTurns(
        threshold=SAME_VOICE,
        chosen=AlikeTurnModel.of(found.chosen),
        items=[AlikeTurnModel.of(each) for each in found.others],
    )
    return tagged(json_answer(answer), found.revision)
