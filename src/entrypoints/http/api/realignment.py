"""Measured times for the words that people changed."""

from dataclasses import asdict

from pydantic import BaseModel, Field

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.usecases.request_realignment import RealignmentState
from exact_transcription.entrypoints.http.api.ids import JobPath
from exact_transcription.entrypoints.http.api.resource import Resource
from exact_transcription.entrypoints.http.api.transcripts import TRANSCRIPT
from exact_transcription.entrypoints.http.identity import visible_to
from exact_transcription.entrypoints.http.services import services

_ADDRESS = f"{TRANSCRIPT}/realign"

realignment = Resource(
    "Re-alignment",
    about="Words that somebody wrote have guessed times (`interpolated`). A worker finds them in the "
    "recording, and the transcript gets a revision of the kind `realigned` in which nothing else is new: who "
    "saw the revision before may go on sending its ETag, and undoing leads where it led before.",
)


class RealignmentModel(BaseModel):
    """How far it is."""

    words: int = Field(
        description="Words that somebody wrote, whose times are guesses in the newest revision."
    )
    waiting: bool = Field(
        description="Whether it was asked for and is not done. Words whose times are guesses afterwards were "
        "not found."
    )
    working: bool = Field(description="Whether a worker is at it.")
    revision: int = Field(description="Number of the newest revision.")

    @classmethod
    def of(cls, state: RealignmentState) -> "RealignmentModel":
        """Show a state."""
        return cls(**asdict(state))


@realignment.post(_ADDRESS, scope=Scope.WRITE, status=202, returns=RealignmentModel, errors=(404,))
def request_realignment(path: JobPath) -> RealignmentModel:
    """Have the words that were changed found in the recording.

    If there are none, nothing is asked for. Ask again after further changes; what waits is met together.
    """
    return RealignmentModel.of(services().request_realignment().execute(path.job_id, owner=visible_to()))


@realignment.get(_ADDRESS, scope=Scope.READ, returns=RealignmentModel, errors=(404,))
def read_realignment(path: JobPath) -> RealignmentModel:
    """See how far it is."""
    return RealignmentModel.of(services().request_realignment().state(path.job_id, owner=visible_to()))
