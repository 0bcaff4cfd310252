"""The process in which hostile files are decoded: `python -m …decoding_process JSON`.

It is started anew for every file and imports nothing heavier than PyAV and numpy. Descriptor 0 is the media
file, descriptor 1 takes one JSON object a line: `{"ready": true}`, `{"progress": 0.5}` …, and at last either
`{"done": …}` or `{"error": code, "message": …, "hint": …}`.
"""

import errno
import json
import os
import sys
import time
import traceback
from dataclasses import asdict

import numpy as np

from exact_transcription.adapters.audio.confinement import confine, end_with
from exact_transcription.adapters.audio.limits import DecodeLimits
from exact_transcription.adapters.audio.transcoding import Request, transcode
from exact_transcription.core.domain.errors import (
    ExactTranscriptionError,
    MediaLimitError,
    ResourceExhaustedError,
)

_REPORT_EVERY_S = 0.2
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Reporter:
    """Tells the parent how far the work is, a few times a second."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, fraction: float) -> None:
        """Say that `fraction` is done."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _REPORT_EVERY_S
            say({"progress": round(fraction, 4)})


def say(message: dict[str, object]) -> None:
    """Send one message. Without a parent there is nobody to work for: the broken pipe ends the process."""
    os.write(1, json.dumps(message).encode() + b"\n")


def answer(arguments: dict[str, object]) -> dict[str, object]:
    """Do the work and put its result or its failure into a message."""
    limits = DecodeLimits(**arguments["limits"])  # type: ignore[arg-type]
    try:
        with os.fdopen(0, "rb", buffering=0, closefd=False) as stream:
            end_with(int(arguments["parent"]))  # type: ignore[call-overload]
            confine(limits)
            say({"ready": True})
            request = Request(
                stream=stream,
                outputs=arguments["outputs"],  # type: ignore[arg-type]
                separate=bool(arguments["separate"]),
                limits=limits,
                report=Reporter(),
            )
            return {"done": asdict(transcode(request))}
    except ExactTranscriptionError as error:
        return failure(error)
    except MemoryError:
        return failure(
            MediaLimitError("Decoding the file needs more memory than is allowed.", hint="It may be damaged.")
        )
    except OSError as error:
        if error.errno in _FULL:
            return failure(
                ResourceExhaustedError(
                    "There is no room on the disk for the decoded audio.",
                    hint="Free some room, or point the scratch folder to a larger disk.",
                )
            )
        raise


def failure(error: ExactTranscriptionError) -> dict[str, object]:
    """The message that tells of an error."""
    return {"error": error.code, "message": error.message, "hint": error.hint}


def main() -> None:
    """Answer the one request on the command line."""
    np.seterr(all="ignore")  # samples that are not finite are dealt with where they are written
    try:
        message = answer(json.loads(sys.argv[1]))
    except Exception:  # noqa: BLE001 - reported through standard error, which the parent keeps for its log
        traceback.print_exc()
        sys.exit(1)
    say(message)
    # Tearing down FFmpeg's structures for a damaged file is one more chance to crash after the work is done.
    os._exit(0)


if __name__ == "__main__":
    main()
