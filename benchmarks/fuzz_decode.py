"""Feeds thousands of broken media files to the decoder: `python -m benchmarks.fuzz_decode --runs 4000`.

Most files go to the code of the decoding process in a fork of this process (which has imported nothing but
that code), with the same confinement, since starting an interpreter for each would take most of the time;
the rest, `--whole`, go through the decoder as everybody uses it. A decoding process may crash: it exists to
be lost. This one must live, must get a documented answer for each file, and must not grow.
"""

import argparse
import json
import os
import select
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import psutil

from benchmarks.mutations import mutated
from exact_transcription.adapters.audio import decoding_process
from exact_transcription.adapters.audio.limits import DecodeLimits
from exact_transcription.adapters.audio.pyav import PyAvDecoder
from exact_transcription.core.domain.errors import ExactTranscriptionError, MediaError
from exact_transcription.core.ports.audio_decoding import ChannelMode
from tests import media
from tests.fakes.progress import FreeProgress

LIMITS = DecodeLimits(
    max_duration_s=1800.0, max_wall_s=20.0, max_stall_s=10.0, max_memory_bytes=700 * 1024**2, max_gap_s=600.0
)
MOST_GROWTH_MB = 16.0


def originals() -> list[bytes]:
    """One short file of every kind, with several tracks and many channels among them."""
    speech = media.sample()[7 * media.RATE : 9 * media.RATE]
    with tempfile.TemporaryDirectory() as folder:
        files = [media.write_kind(Path(folder), kind, speech) for kind in media.KINDS.values()]
        data = [file.read_bytes() for file in files]
        for name, tracks in {
            "two.mkv": [speech, speech],
            "six.wav": [speech.repeat(6).reshape(-1, 6).T],
        }.items():
            data.append(media.write_tracks(Path(folder) / name, tracks).read_bytes())
    return data


def in_a_fork(data: bytes) -> str:
    """Decode in a fork, confined; `decoded`, an error's code, `crash SIG…`, `stopped` or `FAULT …`."""
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as output:
        file.write(data)
        file.flush()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            _decode_and_exit(file.fileno(), output.fileno(), writing)
        os.close(writing)
        answer = _answer(reading)
        if answer is None:
            os.kill(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.close(reading)
    if answer is None:
        return "stopped"
    if status < 0:
        return f"crash {signal.Signals(-status).name}"
    message = json.loads(answer.splitlines()[-1])
    if "done" in message:
        notices = {notice["code"] for notice in message["done"]["notices"]}
        return f"decoded, {'with notices' if notices else 'no notice'}"
    return str(message["error"])


def _decode_and_exit(media_file: int, output: int, messages: int) -> None:
    os.dup2(media_file, 0)
    os.dup2(messages, 1)
    request = {"limits": asdict(LIMITS), "outputs": [output], "separate": False, "parent": os.getppid()}
    try:
        message = decoding_process.answer(request)
    except BaseException as fault:  # noqa: BLE001 - whatever it is, it is what this program looks for
        traceback.print_exc()
        message = {"error": f"FAULT {fault!r}"[:200]}
    decoding_process.say(message)
    os._exit(0)


def _answer(descriptor: int) -> bytes | None:
    """All that the child says, or None if it takes too long."""
    said = b""
    until = time.monotonic() + LIMITS.max_wall_s
    while time.monotonic() < until:
        if not select.select([descriptor], [], [], 1.0)[0]:
            continue
        more = os.read(descriptor, 65536)
        if not more:
            return said
        said += more
    return None


def through_the_decoder(data: bytes, path: Path) -> str:
    """Decode as everybody does; only documented errors may come out."""
    path.write_bytes(data)
    try:
        audio = PyAvDecoder(limits=LIMITS).decode(path, channels=ChannelMode.MIX, progress=FreeProgress())
    except MediaError as error:
        return error.code
    except ExactTranscriptionError as error:
        return f"FAULT {error!r} {error.__cause__!r}"[:300]
    return f"decoded, {'with notices' if audio.notices else 'no notice'}"


def main() -> int:
    """Run, print a table and, with `--json`, one line of JSON; 1 if anything came out that must not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=4000, help="files decoded in forks")
    parser.add_argument("--whole", type=int, default=200, help="files decoded through the whole decoder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    files = originals()
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    me = psutil.Process()
    memory: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for index in range(options.runs + options.whole):
            data = mutated(options.seed * 1_000_000 + index, files)
            if index < options.runs:
                outcome = in_a_fork(data)
            else:
                outcome = through_the_decoder(data, Path(folder) / "file")
            outcomes[outcome] += 1
            if outcome.startswith("FAULT"):
                faults.append(f"seed {options.seed * 1_000_000 + index}: {outcome}")
            memory.append(me.memory_info().rss / 1e6)
    settled = memory[len(memory) // 10]
    growth = memory[-1] - settled
    for outcome, count in outcomes.most_common():
        print(f"{count:7d}  {outcome}", file=sys.stderr)
    print(f"memory of this process: {settled:.1f} MB early, {memory[-1]:.1f} MB late", file=sys.stderr)
    for fault in faults:
        print(fault, file=sys.stderr)
    if options.json:
        print(json.dumps({"outcomes": outcomes, "growth_mb": growth, "faults": faults}))
    return 1 if faults or growth > MOST_GROWTH_MB else 0


if __name__ == "__main__":
    sys.exit(main())
