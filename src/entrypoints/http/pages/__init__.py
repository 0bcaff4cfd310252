"""The pages: hand in recordings, follow them, read and download transcripts.

One module a page; each has the views of its page and says at which addresses they are.
"""

from flask import Blueprint

from exact_transcription.container import Container
from exact_transcription.entrypoints.http.pages import (
    account,
    admin,
    downloads,
    excerpts,
    recording,
    recordings,
    report,
    upload,
    webhooks,
)

_PAGES = (recordings, upload, recording, report, excerpts, downloads, account, webhooks, admin)


def pages(container: Container) -> Blueprint:
    """All views with their addresses; they take use cases from `container`."""
    blueprint = Blueprint("pages", __name__)
    for page in _PAGES:
        page.register(blueprint, container)
    return blueprint
