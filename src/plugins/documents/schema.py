"""The published JSON Schema of the canonical document; `python -m` this module writes it anew."""

import json
from pathlib import Path
from typing import Any

from exact_transcription.plugins.documents.transcript import TranscriptDocument

SCHEMA_PATH = Path(__file__).parent.parent / "schemas" / "transcript-1.schema.json"
"""Part of the package, so that it is published with it."""


def transcript_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the canonical JSON, made from its types."""
    schema = TranscriptDocument.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(transcript_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA_PATH.write_text(schema_text(), encoding="utf-8")
