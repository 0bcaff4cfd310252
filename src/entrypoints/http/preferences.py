"""How somebody wants the pages: in which language, light or dark. Kept in their browser."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from exact_transcription.entrypoints.http import texts
from exact_transcription.entrypoints.http.identity import unguarded

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "exact_theme"
SCRIPTS_COOKIE = "exact_scripts"
"""Set by a page's scripts, which keep it up to date; a page without them has to be loaded again for that."""
_YEAR = 365 * 24 * 3600


def preferences() -> Blueprint:
    """The view that the form at the end of every page sends its choices to."""
    blueprint = Blueprint("preferences", __name__)
    blueprint.add_url_rule("/preferences", "keep", unguarded(_keep), methods=["POST"])
    return blueprint


def request_theme() -> str:
    """The chosen theme; `auto` leaves it to the browser."""
    chosen = request.cookies.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else "auto"


def _keep() -> Response:
    answer = redirect(_place(request.form.get("next", "")), 303)
    for cookie, field, known in (
        (texts.COOKIE, "language", tuple(texts.LANGUAGES)),
        (THEME_COOKIE, "theme", THEMES),
    ):
        if (value := request.form.get(field, "")) in known:
            answer.set_cookie(cookie, value, max_age=_YEAR, httponly=True, samesite="Lax")
    return answer


def _place(address: str) -> str:
    # Only a path of this service; anything with a host would let a link lead people elsewhere.
    parts = urlsplit(address)
    here = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if here and not parts.scheme and not parts.netloc else url_for("pages.index")
