"""Usage reporting of vendor packages, switched off.

pyannote.audio 4 exports how long each recording is and how many speakers were asked for, unless told not
to before it is imported; huggingface_hub reports the libraries in use; ONNX Runtime, which pyannote.audio
imports, reports from threads of its own. A recording's metadata is nobody else's business, so whatever
imports one of them calls `switch_off` first.
"""

import os

SWITCHES = {
    "PYANNOTE_METRICS_ENABLED": "0",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ORT_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}
"""Environment variables by which the vendors let themselves be told, and the values that mean no."""


def switch_off() -> None:
    """Switch reporting off for this process and its children, whatever the environment said before."""
    os.environ.update(SWITCHES)
