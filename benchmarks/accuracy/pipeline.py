"""The product's own pipeline, with the results of its stages kept between runs."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from exact_transcription.container import Container
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.transcription_options import TranscriptionOptions
from exact_transcription.core.ports.alignment import Aligner
from exact_transcription.core.ports.engines import EngineProvider, Engines
from exact_transcription.core.usecases.transcribe import Transcribe, TranscribeRequest

SOURCES = Path(__file__).resolve().parents[2] / "src"


class Pipeline:
    """Transcribes recordings; a stage runs again only if its input, its options or its code changed."""

    def __init__(self, *, options: TranscriptionOptions, cache_dir: Path) -> None:
        container = Container()
        self.options = options
        self._store = FolderStore(cache_dir / "stages")
        self._transcribe = Transcribe(
            decoder=container.decoder(),
            engines=_VersionedProvider(container.engines()),
            clock=container.clock(),
        )

    def __call__(self, path: Path, *, language: str | None = None) -> Transcript:
        options = replace(self.options, language=language)
        request = TranscribeRequest(path=path, options=options)
        return self._transcribe.execute(request, listener=_Silent(), store=self._store)


class FolderStore:
    """Keeps results of stages as files; implements `StageStore`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def load(self, key: str) -> bytes | None:
        path = self._folder / key
        return path.read_bytes() if path.exists() else None

    def save(self, key: str, data: bytes) -> None:
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as stream:
            stream.write(data)
        Path(stream.name).rename(self._folder / key)


class _VersionedProvider:
    def __init__(self, provider: EngineProvider) -> None:
        self._provider = provider

    def aligners(self, options: TranscriptionOptions) -> tuple[Aligner, ...]:
        return self.engines(options).aligners

    def engines(self, options: TranscriptionOptions) -> Engines:
        found = self._provider.engines(options)
        return replace(
            found,
            voice_activity=_Versioned(found.voice_activity, "adapters/voice_activity"),
            recognizer=_Versioned(found.recognizer, "adapters/asr", "adapters/voice_activity"),
            aligners=tuple(_Versioned(each, "adapters/alignment") for each in found.aligners),
            diarizer=_Versioned(found.diarizer, "adapters/diarization"),
        )


class _Versioned:
    """An engine whose name, which is part of its results' keys, changes with its source files."""

    def __init__(self, engine: Any, *folders: str) -> None:
        self._engine, self._folders = engine, folders

    @property
    def model(self) -> str:
        return f"{self._engine.model} ({digest(self._folders)})"

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


@cache
def digest(folders: Iterable[str]) -> str:
    """A version of the source files in some folders of `src`."""
    if fixed := os.environ.get("BENCHMARK_STAGES"):
        return fixed
    files = sorted(path for folder in folders for path in (SOURCES / folder).glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


class _Silent:
    """Follows a job without a word."""

    def stage_started(self, stage: str) -> None: ...

    def stage_progressed(self, stage: str, fraction: float) -> None: ...

    def stage_finished(self, stage: str, seconds: float) -> None: ...

    def cancelled(self) -> bool:
        return False
