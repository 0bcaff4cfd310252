"""The process that is killed while it takes jobs in."""

import io
from pathlib import Path

from exact_transcription.core.ports.job_repository import IdempotencyKey
from exact_transcription.core.usecases.submit_job import SubmitJobRequest
from tests.faults.parts import Parts, Place


def hand_in(place: Place, numbers: list[str], answers: Path) -> None:
    """Hand in a recording for each number, noting in `answers` what was answered.

    A client repeats what it got no answer for; the key makes that harmless.
    """
    parts = Parts(place)
    for number in numbers:
        key = IdempotencyKey(key=number, fingerprint=number)
        source = io.BytesIO(number.encode())
        parts.submit.execute(SubmitJobRequest(source=source, name=f"{number}.wav", idempotency=key))
        with answers.open("a") as file:
            file.write(f"{number}\n")
