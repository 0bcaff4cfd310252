"""Where the bytes of a job are; deleting the prefix deletes all of them."""

JOBS = "jobs/"
UPLOADS = "uploads/"


def prefix(job_id: str) -> str:
    """Everything of a job."""
    return f"{JOBS}{job_id}/"


def recording(job_id: str) -> str:
    """The recording as uploaded."""
    return f"{prefix(job_id)}recording"


def all_fetched(job_id: str) -> str:
    """What executions fetched from another server; the record tells which of it is the recording."""
    return f"{prefix(job_id)}fetched/"


def fetched(job_id: str, execution: str) -> str:
    """What one execution fetched."""
    return f"{all_fetched(job_id)}{execution}/recording"


def playback(job_id: str) -> str:
    """The recording in a form that browsers play."""
    return f"{prefix(job_id)}playback.mp3"


def peaks(job_id: str) -> str:
    """How loud the recording is from moment to moment."""
    return f"{prefix(job_id)}peaks"


def voices(job_id: str) -> str:
    """How the voices sound."""
    return f"{prefix(job_id)}voices.npz"


def stages(job_id: str) -> str:
    """Results of stages."""
    return f"{prefix(job_id)}stages/"


def transcript(job_id: str, sha256: str) -> str:
    """A transcript document; named by its content, so that nobody overwrites somebody else's."""
    return f"{prefix(job_id)}transcripts/{sha256}.json"
