"""A recording for a made-up transcript: something is heard where words are, and nothing in the pauses."""

import numpy as np

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.waveform import SAMPLE_RATE, Waveform

_PITCH = (140.0, 205.0, 175.0)


def sound_of(transcript: Transcript) -> Waveform:
    """A tone for every word, of another height for every speaker, that swells and fades."""
    samples = np.zeros(round(transcript.duration * SAMPLE_RATE), dtype=np.float32)
    heights = {speaker.id: _PITCH[place % len(_PITCH)] for place, speaker in enumerate(transcript.speakers)}
    strength = np.random.default_rng(1)
    for word in transcript.words:
        begin, end = (round(edge * SAMPLE_RATE) for edge in (word.span.start, word.span.end))
        at = np.arange(end - begin, dtype=np.float32)
        tone = np.sin(2 * np.pi * heights.get(word.speaker or "", 160.0) * at / SAMPLE_RATE)
        swell = np.sin(np.pi * at / max(1, end - begin)) * strength.uniform(0.15, 0.6)
        samples[begin:end] += (tone * swell).astype(np.float32)
    return Waveform(samples)
