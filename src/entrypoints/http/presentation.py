"""What every template may use: texts in the reader's language, the theme, scripts, times."""

import secrets
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, g, request
from jinja2 import StrictUndefined

from exact_transcription.entrypoints.http.assets import MISSING, Assets
from exact_transcription.entrypoints.http.conversation import clock
from exact_transcription.entrypoints.http.messages import said
from exact_transcription.entrypoints.http.plugin_texts import translated
from exact_transcription.entrypoints.http.preferences import (
    SCRIPTS_COOKIE,
    THEMES,
    preferences,
    request_theme,
)
from exact_transcription.entrypoints.http.texts import LANGUAGES, Texts, request_language
from exact_transcription.entrypoints.http.units import Units

_NONCE_BYTES = 16


def present(app: Flask) -> None:
    """Give the templates of `app` what they use, and the view that keeps people's choices."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters["clock"] = clock
    assets = Assets(Path(app.static_folder or ""))

    @app.context_processor
    def _context() -> dict[str, Any]:
        texts = Texts(request_language())
        return {
            "t": texts,
            "units": Units(texts),
            "said": said,
            "translated": partial(translated, language=texts.language),
            "language_code": texts.language,
            "languages_of_pages": LANGUAGES,
            "theme": request_theme(),
            "runs_scripts": request.cookies.get(SCRIPTS_COOKIE) == "1",
            "themes": THEMES,
            "ui": assets.tags,
            "ui_missing": "" if assets.built else MISSING,
            "style_nonce": style_nonce,
            "here": request.full_path.rstrip("?"),
        }

    app.register_blueprint(preferences())


def style_nonce() -> str:
    """What lets a style element into the present page: wavesurfer.js makes one for its waveform."""
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(_NONCE_BYTES)
    nonce: str = g.style_nonce
    return nonce
