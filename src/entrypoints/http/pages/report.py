"""How exact a transcript is."""

from flask import Blueprint, render_template

from exact_transcription.container import Container
from exact_transcription.core.domain.api_key import Scope
from exact_transcription.entrypoints.http.identity import needs, visible_to
from exact_transcription.entrypoints.http.languages import language_name
from exact_transcription.entrypoints.http.report.measures import measures_of
from exact_transcription.entrypoints.http.report.plots import (
    confidence_bars,
    pause_bars,
    provenance_slices,
)
from exact_transcription.entrypoints.http.texts import Texts, request_language


def register(pages: Blueprint, container: Container) -> None:
    """Add the report to the pages."""

    @pages.get("/recordings/<job_id>/report")
    @needs(Scope.READ)
    def report(job_id: str) -> str:
        found = container.read_transcript().execute(job_id, owner=visible_to())
        measures = measures_of(found.transcript)
        return render_template(
            "report.html",
            job=found.job,
            revision=found.revision,
            transcript=found.transcript,
            language=language_name(Texts(request_language()), found.transcript.language),
            measures=measures,
            confidence_bars=confidence_bars(measures.parts),
            pause_bars=pause_bars(measures.pause_lengths),
            provenance_slices=provenance_slices(measures.provenance),
        )
