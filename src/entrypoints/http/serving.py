"""Gunicorn's settings: `gunicorn --config python:exact_transcription.entrypoints.http.serving …wsgi:app`."""

import os

from exact_transcription.entrypoints import metrics
from exact_transcription.entrypoints.cli.setup import load_settings

_settings = load_settings()
_address = f"[{_settings.host}]" if ":" in _settings.host else _settings.host

bind = f"{_address}:{_settings.port}"
worker_class = "gthread"
workers = _settings.web_processes
threads = _settings.web_threads
# Cloud Run and others kill what has not stopped within ten seconds.
graceful_timeout = 8
timeout = 120
control_socket_disable = True
loglevel = "warning"

if not os.environ.get(metrics.FOLDER):
    metrics.share(_settings.data_dir / "metrics")
