"""The other process of `elsewhere`: reads which exporters, writes their samples' digests."""

import importlib
import importlib.util
import json
import os
import sys
from types import ModuleType
from typing import Any

from exact_transcription.plugins.testing.frozen_clock import freeze_clock
from exact_transcription.plugins.testing.rendering import digest, render
from exact_transcription.plugins.testing.samples import SAMPLES


def main() -> None:
    """Render every sample with every exporter named on standard input."""
    wanted = json.loads(sys.stdin.buffer.read())
    freeze_clock(float(os.environ["EXACT_TRANSCRIPTION_TEST_CLOCK"]))
    result: list[dict[str, str]] = []
    for name, path, qualified in wanted:
        exporter: Any = _module(name, path)
        for part in qualified.split("."):
            exporter = getattr(exporter, part)
        exporter = exporter()
        result.append({sample: _digest(exporter, sample) for sample in SAMPLES})
    sys.stdout.write(json.dumps(result))


def _digest(exporter: Any, sample: str) -> str:
    try:
        return digest(render(exporter, SAMPLES[sample]))
    except Exception as error:  # noqa: BLE001 - the comparison shows it
        return f"{type(error).__name__}: {error}"


def _module(name: str, path: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError:
        spec = importlib.util.spec_from_file_location("exporter_under_test", path)
        if spec is None or spec.loader is None:
            raise
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module


if __name__ == "__main__":
    main()
