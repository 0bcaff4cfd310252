"""Signing in and out with a browser."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from exact_transcription.container import Container
from exact_transcription.entrypoints.http.audit import note
from exact_transcription.entrypoints.http.gate import Gate
from exact_transcription.entrypoints.http.identity import owner, unguarded
from exact_transcription.entrypoints.http.limits import Limits
from exact_transcription.entrypoints.http.sessions import begin_session, end_session, session_identity

MAX_NAME = 128


def sign_in_of(container: Container, gate: Gate, limits: Limits) -> Blueprint:
    """The views; failed attempts are limited and noted."""
    blueprint = Blueprint("sign_in", __name__)

    def form() -> str | Response:
        if session_identity() is not None or gate.open_to_all():
            return redirect(_wanted(), 303)
        return render_template("sign_in.html", name="", failed=False)

    def enter() -> Response | tuple[str, int]:
        name, password = _name(), request.form.get("password", "")
        accounts = container.accounts()
        user = accounts.sign_in(name, password)
        if user is None:
            # Only names of users are noted: others may be passwords that were typed one field too early.
            known = container.account_repository().find_user(name)
            note("session.refused", subject=known.id if known else "")
            return render_template("sign_in.html", name=name, failed=True), 401
        begin_session(user)
        note("session.created", subject=user.id, actor=user.id)
        return redirect(_wanted(), 303)

    def leave() -> Response:
        user_id = owner()
        everywhere = "everywhere" in request.form
        if everywhere and session_identity() is not None:
            container.accounts().end_sessions(user_id)
        note("session.ended", subject=user_id, detail="everywhere" if everywhere else "")
        end_session()
        return redirect(url_for("sign_in.form"), 303)

    blueprint.add_url_rule("/sign-in", "form", unguarded(form))
    enter_limited = unguarded(limits.sign_in(enter, lambda: _name().casefold()))
    blueprint.add_url_rule("/sign-in", "enter", enter_limited, methods=["POST"])
    blueprint.add_url_rule("/sign-out", "leave", leave, methods=["POST"])
    return blueprint


def _name() -> str:
    return request.form.get("name", "").strip()[:MAX_NAME]


def _wanted() -> str:
    """Where the person wanted to go; never to another site."""
    address = request.values.get("next", "")
    parts = urlsplit(address)
    own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if own and not parts.netloc and address.isprintable() else url_for("pages.index")
