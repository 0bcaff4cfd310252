"""How long-running work tells how far it is and learns that it should stop."""

from contextlib import AbstractContextManager
from typing import Protocol


class Progress(Protocol):
    """Given to one stage of the pipeline."""

    def advance(self, fraction: float) -> None:
        """Say that `fraction` (0..1, never falling) of the stage is done.

        Adapters call this at least once a batch and about once a second, since it is also how they stop.

        Raises:
            JobCancelledError: if a person asked for the job to stop.
        """

    def loading(self) -> AbstractContextManager[None]:
        """Around the importing and loading of models, whose seconds are reported apart from the work's."""


class ProgressListener(Protocol):
    """Follows a whole job."""

    def stage_started(self, stage: str) -> None:
        """A stage of the pipeline begins."""

    def stage_progressed(self, stage: str, fraction: float) -> None:
        """A stage is `fraction` (0..1, never falling) done."""

    def stage_finished(self, stage: str, seconds: float) -> None:
        """A stage is done after `seconds` of wall time."""

    def cancelled(self) -> bool:
        """Whether a person asked for the job to stop. Called often, so it must be cheap."""
