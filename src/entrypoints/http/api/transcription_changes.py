"""What can be done with a transcription."""

from typing import Annotated

from pydantic import Field, model_validator

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.entrypoints.http.api.fields import Priority, Sent, Title
from exact_transcription.entrypoints.http.api.ids import JobPath
from exact_transcription.entrypoints.http.api.option_fields import OptionsAsked
from exact_transcription.entrypoints.http.api.resource import Resource
from exact_transcription.entrypoints.http.api.transcription_model import Transcription
from exact_transcription.entrypoints.http.api.transcriptions import ONE
from exact_transcription.entrypoints.http.audit import note
from exact_transcription.entrypoints.http.identity import visible_to
from exact_transcription.entrypoints.http.services import services

changes = Resource("Changes", about="What can be done with a transcription.")


class Description(Sent):
    """What is to be changed; what is left out stays."""

    title: Annotated[Title, Field(min_length=1)] | None = None
    priority: Priority | None = None

    @model_validator(mode="after")
    def _something(self) -> "Description":
        if self.title is None and self.priority is None:
            raise ValueError("give a title or a priority")
        return self


class RerunRequest(Sent):
    """What is to be different this time; what is left out is as it was."""

    options: OptionsAsked = OptionsAsked()


@changes.patch(ONE, scope=Scope.WRITE, returns=Transcription, errors=(404, 409))
def describe_transcription(path: JobPath, body: Description) -> Transcription:
    """Change title or priority.

    The new priority counts at once for what still waits.
    """
    job = (
        services()
        .describe_job()
        .execute(path.job_id, title=body.title, priority=body.priority, owner=visible_to())
    )
    return Transcription.of(job)


@changes.delete(ONE, scope=Scope.WRITE, returns=None, errors=(404, 409))
def delete_transcription(path: JobPath) -> None:
    """Delete a transcription for good.

    The recording, all revisions of the transcript and everything else that was made of it are gone.
    """
    services().delete_job().execute(path.job_id, owner=visible_to())
    note("job.deleted", path.job_id)


@changes.post(f"{ONE}/cancel", scope=Scope.WRITE, returns=Transcription, errors=(404, 409))
def cancel_transcription(path: JobPath) -> Transcription:
    """Stop a transcription.

    One that waits stops at once, one that runs as soon as its worker notices. Asking again changes nothing.
    """
    return Transcription.of(services().cancel_job().execute(path.job_id, owner=visible_to()))


@changes.post(f"{ONE}/retry", scope=Scope.WRITE, returns=Transcription, errors=(404, 409))
def retry_transcription(path: JobPath) -> Transcription:
    """Try again what failed or was cancelled."""
    return Transcription.of(services().rerun_job().retry(path.job_id, owner=visible_to()))


@changes.post(f"{ONE}/rerun", scope=Scope.WRITE, returns=Transcription, errors=(404, 409))
def rerun_transcription(path: JobPath, body: RerunRequest) -> Transcription:
    """Run a finished transcription again with other options.

    Only what depends on the changed options is worked out anew; the transcript becomes a further revision.
    """
    job = services().find_job().execute(path.job_id, owner=visible_to())
    options = body.options.over(job.options)
    return Transcription.of(services().rerun_job().execute(job.id, options=options, owner=visible_to()))
