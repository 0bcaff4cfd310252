"""One recording: its progress, then its transcript, and how exact that is."""

from flask import Blueprint, render_template

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.job import JobState
from exact_transcription.entrypoints.http.conversation import rows_of
from exact_transcription.entrypoints.http.identity import needs, visible_to
from exact_transcription.entrypoints.http.languages import language_name
from exact_transcription.entrypoints.http.pages.listing import job_views
from exact_transcription.entrypoints.http.texts import Texts, request_language


def register(pages: Blueprint, container: Container) -> None:
    """Add a recording's page to the pages."""

    @pages.get("/recordings/<job_id>")
    @needs(Scope.READ)
    def show(job_id: str) -> str:
        job = container.find_job().execute(job_id, owner=visible_to())
        view = job_views(container).view(job)
        if job.state is not JobState.SUCCEEDED:
            return render_template("job.html", view=view, refresh=not job.state.terminal)
        transcript = container.read_transcript().execute(job_id, owner=visible_to()).transcript
        plugins = container.plugins()
        return render_template(
            "transcript.html",
            job=job,
            view=view,
            transcript=transcript,
            language=language_name(Texts(request_language()), transcript.language),
            rows=rows_of(transcript),
            formats=[plugins.describe(name) for name in plugins.formats()],
        )

    @pages.get("/recordings/<job_id>/card")
    @needs(Scope.READ)
    def card(job_id: str) -> str:
        """The progress alone, for a page that shows it already."""
        job = container.find_job().execute(job_id, owner=visible_to())
        return render_template("_job_card.html", view=job_views(container).view(job))
