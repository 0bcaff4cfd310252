"""Noting who did what, from inside a view."""

from flask import request

from exact_transcription.core.domain.audit import AuditEvent
from exact_transcription.entrypoints.http.identity import identified
from exact_transcription.entrypoints.http.services import services


def note(action: str, subject: str = "", detail: str = "", *, actor: str | None = None) -> None:
    """Note that who sends the present request did `action` to `subject`.

    Args:
        action: what was done, e.g. `job.deleted`.
        subject: id of what it was done to.
        detail: further facts in a few words; never text, titles, file names or secrets.
        actor: id of the user, where the request alone does not tell.
    """
    container, who = services(), identified()
    container.audit().record(
        AuditEvent(
            at=container.clock().now(),
            actor=actor if actor is not None else (who.user.id if who else ""),
            action=action,
            subject=subject,
            address=request.remote_addr or "",
            detail=detail,
        )
    )
