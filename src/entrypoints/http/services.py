"""The container of the application that answers the present request."""

from flask import Flask, current_app

from exact_transcription.container import Container

_NAME = "exact_transcription"


def provide(app: Flask, container: Container) -> None:
    """Let the views of `app` take use cases from `container`."""
    app.extensions[_NAME] = container


def services() -> Container:
    """Where a view takes its use cases from."""
    container: Container = current_app.extensions[_NAME]
    return container
