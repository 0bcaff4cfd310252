"""What an examination of the machine found."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    NOTE = "note"
    """Something is missing that some work needs."""
    PROBLEM = "problem"
    """Nothing can be transcribed before this is put right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        subject: what, in a word or two.
        severity: how much it matters.
        state: what was found, one sentence or less.
        advice: what to do about it; empty where nothing is to be done.
    """

    subject: str
    severity: Severity
    state: str
    advice: str = ""
