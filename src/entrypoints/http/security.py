"""What keeps other pages and other machines from using the service through a person's browser."""

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request, session

from exact_transcription.core.usecases.accounts import Identity
from exact_transcription.entrypoints.http.errors import for_program
from exact_transcription.entrypoints.http.identity import LOCAL_IDENTITY, bearer_token

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self'; font-src 'self'; "
    "media-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FOR_EVER = "public, max-age=31536000, immutable"

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def check_host(app: Flask, *, host: str, local: bool) -> None:
    """Refuse names in `Host` that are not this machine's; register after whatever finds out who asks.

    Args:
        app: what is protected.
        host: the address that it listens on.
        local: whether only this machine reaches it. Without accounts, a page whose name is made to point at
            this machine (DNS rebinding) could otherwise read all.
    """
    names = _THIS_MACHINE | {host}
    if not local:
        return

    @app.before_request
    def _check() -> None:
        if g.get("identity") is not LOCAL_IDENTITY:
            return  # With accounts such a page could read nothing: cookies belong to names.
        if urlsplit(f"//{request.host}").hostname not in names:
            abort(400, "This name is not one of this machine.")


def protect(app: Flask) -> None:
    """Refuse changes that another site's page asks for, and add headers to every answer.

    Register it after whatever finds out who sends the request: what is checked depends on how that is known.
    Programs that send a key are let through, because no page can make a browser send one. A change that
    counts for somebody by the session's cookie needs the session's token. Where nobody has to sign in,
    nothing of the browser's counts, so that `curl` needs no token; but then no page of another site may ask.
    See docs/decisions/0009.
    """

    @app.before_request
    def _check() -> None:
        if request.method in _SAFE_METHODS:
            return
        if not for_program():
            if not _has_token(request.form.get(FIELD, "")):
                abort(400, "The form is too old or not from here. Go back, reload the page and try again.")
        elif bearer_token() is None:
            if _from_elsewhere():
                abort(403, "Pages of other sites may not use the service.")
            if _by_session() and not _has_token(request.headers.get(HEADER, "")):
                abort(403, f"The header {HEADER} with the token of the page is missing or too old.")

    app.after_request(_add_headers)
    app.context_processor(lambda: {"csrf_token": csrf_token, "signed_in": lambda: g.get("identity")})


def csrf_token() -> str:
    """The token that forms and scripts of this session send."""
    if FIELD not in session:
        session[FIELD] = secrets.token_urlsafe(32)
    token: str = session[FIELD]
    return token


def _has_token(given: str) -> bool:
    expected = session.get(FIELD, "")
    return bool(expected) and secrets.compare_digest(expected.encode(), given.encode())


def _by_session() -> bool:
    who: Identity | None = g.get("identity")
    return who is not None and who is not LOCAL_IDENTITY and who.key is None


def _from_elsewhere() -> bool:
    """Whether a browser says that a page of another site sends this; programs say nothing of the kind."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


def _add_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    nonce = f" 'nonce-{g.style_nonce}'" if "style_nonce" in g else ""
    response.headers["Content-Security-Policy"] = _POLICY.format(nonce=nonce)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint == "static" and request.path.startswith("/static/ui/assets/"):
        response.headers["Cache-Control"] = _FOR_EVER
    elif request.endpoint != "static" and "Cache-Control" not in response.headers:
        # Transcripts do not belong into a browser's cache.
        response.headers["Cache-Control"] = "no-store"
    return response
