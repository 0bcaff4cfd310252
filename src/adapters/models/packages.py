"""Files that installed packages carry, found without running any of the packages' code."""

from importlib.util import find_spec
from pathlib import Path

from exact_transcription.core.domain.errors import ModelNotAvailableError


def folder_of(package: str) -> Path:
    """The folder of an installed top-level package.

    Raises:
        ModelNotAvailableError: it is not installed.
    """
    # Finding the spec of a top-level package does not run any of its code.
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelNotAvailableError(
            f"The package {package.replace('_', '-')}, which carries model weights, is not installed.",
            hint="Install the extra 'offline'.",
        )
    return Path(spec.submodule_search_locations[0])
