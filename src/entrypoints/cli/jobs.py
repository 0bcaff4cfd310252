"""`exact-transcription jobs`: everybody's recordings, for the operator."""

import sys
from pathlib import Path

import click

from exact_transcription.core.domain.job import Job, JobState
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.entrypoints.cli.administration import (
    confirm,
    json_option,
    note,
    owner_of,
    service,
    yes_option,
)
from exact_transcription.entrypoints.cli.format_options import parse_format_options
from exact_transcription.entrypoints.cli.outputs import export_to
from exact_transcription.entrypoints.cli.tables import Row, print_json, show

_PAGE = 200
_STANDARD_OUTPUT = Path("-")

job_ids = click.argument("job_ids", nargs=-1, required=True, metavar="ID…")


@click.group("jobs")
def command() -> None:
    """List and manage the recordings of all users."""


@command.command("list")
@click.option("--owner", metavar="USER", help="Of this user only: a name, or `local`.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([state.value for state in JobState]),
    help="In this state only; may be repeated.",
)
@click.option("--title", "text", default="", metavar="TEXT", help="With this in their title only.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@json_option
def list_jobs(*, owner: str | None, states: tuple[str, ...], text: str, limit: int, as_json: bool) -> None:
    """List jobs, the newest first."""
    container = service()
    wanted = JobFilter(owner=owner_of(container, owner), states=frozenset(map(JobState, states)), text=text)
    found: list[Job] = []
    cursor = None
    while len(found) < limit:
        page = container.jobs().list_jobs(wanted, limit=min(_PAGE, limit - len(found)), cursor=cursor)
        found += page.jobs
        cursor = page.next_cursor
        if cursor is None:
            break
    show(map(_row, found), as_json=as_json, empty="There are no such jobs.")


@command.command("show")
@click.argument("job_id", metavar="ID")
@json_option
def show_job(*, job_id: str, as_json: bool) -> None:
    """Show all that is known of a job."""
    job = service().find_job().execute(job_id)
    if as_json:
        print_json({**_details(job), "options": job.options.as_dict()})
        return
    for name, value in _details(job).items():
        click.echo(f"{name:<16} {'-' if value is None else value}")


@command.command("cancel")
@job_ids
def cancel(*, job_ids: tuple[str, ...]) -> None:
    """Stop jobs that wait or run."""
    container = service()
    for job_id in job_ids:
        job = container.cancel_job().execute(job_id)
        click.echo(f"{job_id}: {'stopping' if job.cancel_requested else job.state.value}")


@command.command("retry")
@job_ids
def retry(*, job_ids: tuple[str, ...]) -> None:
    """Put failed or cancelled jobs back into the queue."""
    container = service()
    for job_id in job_ids:
        click.echo(f"{job_id}: {container.rerun_job().retry(job_id).state.value}")


@command.command("rerun")
@job_ids
@click.option("--speakers", type=click.IntRange(1, 99), help="Another number of speakers.")
@click.option("--language", metavar="CODE", help="Another language.")
@click.option("--model", metavar="NAME", help="Another recognition model.")
@click.option("--profile", metavar="NAME", help="Another family of models.")
def rerun(
    *,
    job_ids: tuple[str, ...],
    speakers: int | None,
    language: str | None,
    model: str | None,
    profile: str | None,
) -> None:
    """Run finished jobs again; only what the changed options touch is worked out anew."""
    container = service()
    changed: dict[str, object] = {
        name: value
        for name, value in {"language": language, "model": model, "profile": profile}.items()
        if value is not None
    }
    if speakers is not None:
        changed["speakers"] = {"exact": speakers}
    for job_id in job_ids:
        before = container.find_job().execute(job_id).options
        options = TranscriptionOptions.from_dict({**before.as_dict(), **changed})
        click.echo(f"{job_id}: {container.rerun_job().execute(job_id, options=options).state.value}")


@command.command("reindex")
def reindex() -> None:
    """Let transcripts of old versions, which kept no text for searching, be found by what is said in them."""
    count = 0
    for job_id in service().index_transcripts().execute():
        click.echo(job_id)
        count += 1
    click.echo(f"{count} transcripts can be searched that could not.", err=True)


@command.command("delete")
@job_ids
@yes_option
def delete(*, job_ids: tuple[str, ...], yes: bool) -> None:
    """Delete jobs with their recordings and everything that was made of them."""
    container = service()
    confirm(f"Delete {len(job_ids)} recordings with their transcripts for good?", yes=yes)
    for job_id in job_ids:
        container.delete_job().execute(job_id)
        note(container, "job.deleted", job_id)
        click.echo(f"{job_id}: deleted")


@command.command("export")
@click.argument("job_id", metavar="ID")
@click.option("-f", "--format", "name", required=True, metavar="F", help="Output format.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=_STANDARD_OUTPUT,
    metavar="FILE|-",
    help="Where to; - is standard output. [-]",
)
@click.option("-O", "--option", "given", multiple=True, metavar="NAME=VALUE", help="Option of the format.")
@click.option("--revision", type=click.IntRange(1), metavar="N", help="An earlier revision.")
def export(*, job_id: str, name: str, output: Path, given: tuple[str, ...], revision: int | None) -> None:
    """Write the transcript of a job in any format."""
    container = service()
    plugins = container.plugins()
    options = parse_format_options(plugins, [name], given)[name]
    transcript = container.read_transcript().execute(job_id, number=revision).transcript
    note(container, "transcript.exported", job_id, name)
    if output == _STANDARD_OUTPUT:
        plugins.write(name, transcript, sys.stdout.buffer, options)
        return
    export_to(output, plugins, name, transcript, options)
    click.echo(f"wrote {output}", err=True)


def _row(job: Job) -> Row:
    return {
        "id": job.id,
        "owner": job.owner,
        "state": "stopping" if job.cancel_requested else job.state.value,
        "stage": job.stage if job.state is JobState.RUNNING else "",
        "priority": job.priority,
        "created": job.created,
        "failure": job.failure.code if job.failure else None,
        "title": job.title,
    }


def _details(job: Job) -> Row:
    failure = job.failure
    return {
        **_row(job),
        "failure_message": failure.message if failure else None,
        "recording": job.recording.name,
        "bytes": job.recording.size,
        "sha256": job.recording.sha256,
        "started": job.started,
        "finished": job.finished,
        "expires": job.expires,
        "attempts": job.attempts,
        "worker": job.lease.holder if job.lease else None,
        "revision": job.revision,
        "version": job.version,
    }
