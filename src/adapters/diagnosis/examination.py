"""The whole examination, for `doctor`."""

from collections.abc import Callable, Sequence
from pathlib import Path

from exact_transcription.adapters.diagnosis.hub import examine_hub
from exact_transcription.adapters.diagnosis.machine import examine_machine
from exact_transcription.adapters.diagnosis.models import examine_models
from exact_transcription.adapters.diagnosis.packages import examine_packages
from exact_transcription.core.domain.finding import Finding, Severity
from exact_transcription.core.domain.model_entry import ModelEntry


class Examination:
    """Looks at packages, machine, models, hub and plugins."""

    def __init__(
        self,
        *,
        models: Callable[[], Sequence[ModelEntry]],
        plugin_problems: Callable[[], Sequence[str]],
        cache_dir: Path,
        scratch_dir: Path,
        token: str | None,
    ) -> None:
        """Remember where to look.

        Args:
            models: the known models, as they stand.
            plugin_problems: tells what is wrong with plugins, a sentence each.
            cache_dir: folder for models.
            scratch_dir: folder for decoded audio.
            token: of the hub, or None.
        """
        self._models, self._plugin_problems = models, plugin_problems
        self._cache_dir, self._scratch_dir, self._token = cache_dir, scratch_dir, token

    def findings(self, *, online: bool = False) -> list[Finding]:
        """Everything that was looked at; asks the hub only if `online`."""
        problems = self._plugin_problems()
        plugins = [
            Finding(
                subject="plugins",
                severity=Severity.NOTE,
                state=problem,
                advice="Mend or uninstall it, or block it with EXACT_BLOCKED_PLUGINS.",
            )
            for problem in problems
        ]
        return [
            *examine_packages(),
            *examine_machine(cache_dir=self._cache_dir, scratch_dir=self._scratch_dir),
            *examine_models(self._models()),
            *examine_hub(self._token, ask=online),
            *(plugins or [Finding(subject="plugins", severity=Severity.OK, state="all loaded")]),
        ]
