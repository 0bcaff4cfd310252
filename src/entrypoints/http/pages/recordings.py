"""The list of recordings, its rows alone, and what can be done with a recording there."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.entrypoints.http.audit import note
from exact_transcription.entrypoints.http.identity import needs, owner, visible_to
from exact_transcription.entrypoints.http.pages.excerpts import excerpts_of, searched
from exact_transcription.entrypoints.http.pages.listing import PAGE, job_views, recordings_page

_MOST_ROWS = 100


def register(pages: Blueprint, container: Container) -> None:
    """Add the list to the pages."""

    @pages.get("/")
    @needs(Scope.READ)
    def index() -> str:
        return recordings_page(container)

    @pages.get("/recordings/rows")
    @needs(Scope.READ)
    def rows() -> str:
        """The rows of some jobs, for a page that shows them already; without ids, of the newest."""
        if ids := request.args.getlist("id")[:_MOST_ROWS]:
            found = container.jobs().get_many(ids).values()
            jobs = [job for job in found if visible_to() in {None, job.owner}]
        else:
            jobs = list(container.jobs().list_jobs(JobFilter(owner=owner()), limit=PAGE).jobs)
        excerpts = excerpts_of(container, jobs, searched())
        return render_template("_rows.html", views=job_views(container).of(jobs), excerpts=excerpts)

    @pages.post("/recordings/<job_id>/cancel")
    @needs(Scope.WRITE)
    def cancel(job_id: str) -> Response:
        container.cancel_job().execute(job_id, owner=visible_to())
        return redirect(url_for("pages.show", job_id=job_id), 303)

    @pages.post("/recordings/<job_id>/retry")
    @needs(Scope.WRITE)
    def retry(job_id: str) -> Response:
        container.rerun_job().retry(job_id, owner=visible_to())
        return redirect(url_for("pages.show", job_id=job_id), 303)

    @pages.get("/recordings/<job_id>/delete")
    @needs(Scope.WRITE)
    def confirm_delete(job_id: str) -> str:
        return render_template("delete.html", job=container.find_job().execute(job_id, owner=visible_to()))

    @pages.post("/recordings/<job_id>/delete")
    @needs(Scope.WRITE)
    def delete(job_id: str) -> Response:
        container.delete_job().execute(job_id, owner=visible_to())
        note("job.deleted", job_id)
        return redirect(url_for("pages.index"), 303)
