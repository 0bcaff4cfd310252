"""One recording: its progress, then its transcript, and how exact that is."""

import re
from itertools import islice

from flask import Blueprint, render_template, request

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.job import JobState
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.entrypoints.http.conversation import Row, rows_of
from exact_transcription.entrypoints.http.identity import needs, visible_to
from exact_transcription.entrypoints.http.languages import language_name
from exact_transcription.entrypoints.http.pages.listing import job_views
from exact_transcription.entrypoints.http.texts import Texts, request_language

_ROWS = 300
"""Rows in a part of the page: a browser needs a second to lay out ten hours, for the editor to replace."""
_ALL = "all"
_PART = re.compile("[0-9]{1,5}")


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
        rows, part, more = _part_of(transcript, request.args.get("part", ""))
        return render_template(
            "transcript.html",
            job=job,
            view=view,
            transcript=transcript,
            language=language_name(Texts(request_language()), transcript.language),
            rows=rows,
            part=part,
            more=more,
            formats=[plugins.describe(name) for name in plugins.formats()],
        )

    @pages.get("/recordings/<job_id>/card")
    @needs(Scope.READ)
    def card(job_id: str) -> str:
        """The progress alone, for a page that shows it already."""
        job = container.find_job().execute(job_id, owner=visible_to())
        return render_template("_job_card.html", view=job_views(container).view(job))


def _part_of(transcript: Transcript, asked: str) -> tuple[list[Row], int, bool]:
    """The rows of a part, its number from 1 (0 where it is everything), and whether others follow."""
    if asked == _ALL:
        return list(rows_of(transcript)), 0, False
    part = max(1, int(asked)) if _PART.fullmatch(asked) else 1
    rows = list(islice(rows_of(transcript), (part - 1) * _ROWS, part * _ROWS + 1))
    if not rows and part > 1:
        return _part_of(transcript, "")
    return rows[:_ROWS], part, len(rows) > _ROWS
