"""The frame of the page that plays: everything around the text."""

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import quote


class _Assets(NamedTuple):
    style: str
    script: str
    policy: str


def page_head(title: str, *, audio: str) -> str:
    """Everything before the summary.

    The policy allows this style, this script and sound, and nothing else: no other script can run and
    nothing is ever loaded from another place.

    Args:
        title: of the page.
        audio: name of a recording beside the page, or empty.
    """
    assets = _assets()
    media = "media-src blob: 'self' file:" if audio else "media-src blob:"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{assets.policy}; {media}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{assets.style}</style>\n</head>\n<body>\n"
        f'<header><div>\n<h1 dir="auto">{escape(title)}</h1>\n'
    )


def player(*, audio: str) -> str:
    """The player and the field that takes a recording from the reader's own machine."""
    source = f' src="./{escape(quote(audio))}"' if audio else ""
    return (
        f'<div id="player"><audio controls preload="metadata"{source}></audio>'
        '<label>Recording: <input id="file" type="file" accept="audio/*,video/*"></label>'
        '<span id="message" role="status"></span></div>\n</div></header>\n'
    )


def page_end() -> str:
    """Everything after the text."""
    return f"<script>{_assets().script}</script>\n</body>\n</html>\n"


@cache
def _assets() -> _Assets:
    folder = files("exact_transcription.plugins.pages").joinpath("player")
    style = folder.joinpath("player.css").read_text(encoding="utf-8")
    script = folder.joinpath("player.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return _Assets(style=style, script=script, policy=policy)


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
