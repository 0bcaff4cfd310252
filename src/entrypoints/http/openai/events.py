"""A transcript as server-sent events, as OpenAI streams it.

The text is known when the whole recording has been worked on: until then, comments keep the connection open.
"""

import json
from collections.abc import Iterator
from typing import Any

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.entrypoints.http.openai.answers import lettered, logprobs_of, text_of
from exact_transcription.entrypoints.http.openai.forms import TranscriptionForm
from exact_transcription.plugins.formatting.plain_text import one_line
from exact_transcription.plugins.formatting.speakers import speaker_labels
from exact_transcription.plugins.formatting.times import milliseconds
from exact_transcription.plugins.formatting.utterances import utterances

KEEP_ALIVE = b": still at work\n\n"


def event(data: dict[str, Any]) -> bytes:
    """One event; its type is in the data."""
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def transcript_events(form: TranscriptionForm, transcript: Transcript) -> Iterator[bytes]:
    """The text piece by piece, segments of speakers where they are asked for, and all of it at the end."""
    text = text_of(transcript)
    yield from map(
        event, _diarized(transcript) if form.response_format == "diarized_json" else _plain(transcript)
    )
    done: dict[str, Any] = {"type": "transcript.text.done", "text": text}
    if "logprobs" in form.include:
        done["logprobs"] = [each.model_dump() for each in logprobs_of(transcript)]
    yield event(done)


def _plain(transcript: Transcript) -> Iterator[dict[str, Any]]:
    for delta in _deltas(text_of(transcript), [segment.text for segment in transcript.segments]):
        yield {"type": "transcript.text.delta", "delta": delta}


def _diarized(transcript: Transcript) -> Iterator[dict[str, Any]]:
    labels = speaker_labels(lettered(transcript))
    said = list(utterances(transcript, join=False))
    deltas = _deltas(text_of(transcript), [each.text for each in said])
    for number, (each, delta) in enumerate(zip(said, deltas, strict=True)):
        name = f"seg_{number}"
        yield {"type": "transcript.text.delta", "delta": delta, "segment_id": name}
        yield {
            "type": "transcript.text.segment",
            "id": name,
            "start": milliseconds(each.span.start) / 1000,
            "end": milliseconds(each.span.end) / 1000,
            "text": each.text,
            "speaker": labels[each.speaker],
        }


def _deltas(text: str, parts: list[str]) -> Iterator[str]:
    """`text` in pieces that end where each of `parts` ends; joined they are `text` again."""
    done = 0
    for number, part in enumerate(parts):
        line = one_line(part)
        found = text.find(line, done)
        end = len(text) if number == len(parts) - 1 or found < 0 else found + len(line)
        yield text[done:end]
        done = end
