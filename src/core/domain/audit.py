"""What is kept of who did what."""

from dataclasses import dataclass
from datetime import datetime

COMMAND_LINE = "command-line"
"""Who acts where an operator uses the command line: the operating system knows who that was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One line of the audit log. It holds ids, never transcript text, file names or secrets.

    Attributes:
        at: when, UTC.
        actor: id of the user, `command-line`, or empty where nobody was signed in.
        action: what was done, e.g. `session.created`, `key.revoked`, `job.deleted`, `transcript.exported`.
        subject: id of what it was done to, or empty.
        address: network address that it was done from, or empty.
        detail: further facts in a few words, or empty.
    """

    at: datetime
    actor: str
    action: str
    subject: str = ""
    address: str = ""
    detail: str = ""
