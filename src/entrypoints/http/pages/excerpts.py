"""Where recordings that a search found say what was looked for."""

from collections.abc import Iterable, Mapping
from time import monotonic

from flask import Blueprint, render_template, request

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.excerpt import Excerpt, excerpt_of
from exact_transcription.core.domain.job import Job
from exact_transcription.entrypoints.http.identity import needs, visible_to

_SECONDS = 0.7
"""How long a list may wait for excerpts: about as long as it takes to read one transcript of three hours for
the first time. Scripts ask for what is left, each by itself."""


def register(pages: Blueprint, container: Container) -> None:
    """Add the excerpt of one recording, for a list that is shown already."""

    @pages.get("/recordings/<job_id>/excerpt")
    @needs(Scope.READ)
    def excerpt(job_id: str) -> str:
        found = container.read_transcript().execute(job_id, owner=visible_to())
        place = excerpt_of(found.transcript, searched())
        return render_template("_excerpt.html", job=found.job, excerpt=place)


def searched() -> str:
    """What the address looks for."""
    return request.args.get("q", "").strip()


def excerpts_of(container: Container, jobs: Iterable[Job], text: str) -> Mapping[str, Excerpt | None]:
    """Excerpts by the ids of their jobs; None where time was over, and nothing where it is not said."""
    end = monotonic() + _SECONDS
    excerpts: dict[str, Excerpt | None] = {}
    for job in jobs if text else ():
        if job.transcript is None or job.revision == 0:
            continue
        if monotonic() > end:
            excerpts[job.id] = None
        elif place := excerpt_of(container.read_transcript().execute(job.id).transcript, text):
            excerpts[job.id] = place
    return excerpts
