"""What the list of recordings shows, for all views that show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.job import ACTIVE_STATES, JobState
from exact_transcription.core.ports.job_repository import JobFilter
from exact_transcription.entrypoints.http.identity import identity, owner
from exact_transcription.entrypoints.http.job_view import JobViews
from exact_transcription.entrypoints.http.languages import language_names
from exact_transcription.entrypoints.http.pages.excerpts import excerpts_of, searched
from exact_transcription.entrypoints.http.texts import Texts, request_language

PAGE = 50
"""Recordings on one page."""

STATES: Mapping[str, frozenset[JobState]] = {
    "": frozenset(),
    "active": ACTIVE_STATES,
    **{state.value: frozenset({state}) for state in JobState if state.terminal},
}
"""What the list can be narrowed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to see of the list.

    Attributes:
        state: one of `STATES`; empty for all.
        text: part of the title or the transcript; empty for all.
        cursor: the page of the list, or None for the first one.
    """

    state: str
    text: str
    cursor: str | None

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.state or self.text or self.cursor)


def wanted_here() -> Wanted:
    """What the address asks for."""
    state = request.args.get("state", "")
    return Wanted(
        state=state if state in STATES else "",
        text=searched(),
        cursor=request.args.get("cursor"),
    )


def job_views(container: Container) -> JobViews:
    """Views of jobs for who sends the present request."""
    may_write = identity().may(Scope.WRITE)
    return JobViews(container.jobs(), owner=owner(), now=container.clock().now(), may_write=may_write)


def recordings_page(container: Container, *, add_open: bool = False, **upload: Any) -> str:
    """The list, with the form for handing in, which is open where there is nothing to list yet.

    Args:
        container: where use cases are from.
        add_open: whether the form is open in any case.
        upload: what became of the files that were just handed in: `problems` and `taken`.
    """
    wanted = wanted_here()
    narrowed = JobFilter(owner=owner(), states=STATES[wanted.state], text=wanted.text)
    page = container.jobs().list_jobs(narrowed, limit=PAGE, cursor=wanted.cursor)
    return render_template(
        "index.html",
        views=job_views(container).of(page.jobs),
        next_cursor=page.next_cursor,
        wanted=wanted,
        excerpts=excerpts_of(container, page.jobs, wanted.text),
        counts=_counts(container, wanted.text),
        refresh=any(not job.state.terminal for job in page.jobs),
        usage=container.belongings().usage(owner()),
        may_write=identity().may(Scope.WRITE),
        add_open=add_open or (wanted.everything and not page.jobs),
        max_bytes=container.settings().max_file_bytes,
        languages=language_names(Texts(request_language())),
        **({"problems": (), "taken": ()} | upload),
    )


def _counts(container: Container, text: str) -> Mapping[str, int]:
    counted = container.jobs().count(JobFilter(owner=owner(), text=text))
    return {
        name: sum(count for state, count in counted.items() if not states or state in states)
        for name, states in STATES.items()
    }
