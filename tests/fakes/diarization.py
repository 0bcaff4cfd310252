"""A diarizer that lets speakers take turns."""

import numpy as np

from exact_transcription.core.domain.diarization import Diarization, SpeakerCount, Turn
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.voice_pieces import pieces_of
from exact_transcription.core.domain.voice_prints import VoicePrints
from exact_transcription.core.domain.waveform import Waveform
from exact_transcription.core.ports.progress import Progress


class FakeDiarizer:
    """Gives one stretch of speech after the other to the next speaker, or returns what it was told to."""

    model = "taking turns"

    def __init__(self, *, script: Diarization | None = None, speakers: int = 2) -> None:
        self._script = script
        self._speakers = speakers

    def diarize(
        self,
        waveform: Waveform,
        activity: VoiceActivity,
        *,
        speakers: SpeakerCount,
        progress: Progress,
    ) -> Diarization:
        progress.advance(1.0)
        if self._script is not None:
            return self._script
        number = speakers.exact or min(max(self._speakers, speakers.minimum or 1), speakers.maximum or 99)
        turns = tuple(
            Turn(span=span, speaker=f"SPEAKER_{index % number:02d}")
            for index, span in enumerate(activity.speech)
        )
        names = dict.fromkeys(turn.speaker for turn in turns)
        unit = np.eye(max(number, 1), dtype=np.float32)
        pieces = pieces_of(turns, turns)
        places = list(names)
        heard = [
            places.index(next(turn.speaker for turn in turns if turn.span.contains(piece.middle)))
            for piece in pieces
        ]
        return Diarization(
            turns=turns,
            exclusive_turns=turns,
            embeddings={name: unit[index] for index, name in enumerate(names)},
            voices=VoicePrints(
                model=self.model,
                pieces=np.array([(piece.start, piece.end) for piece in pieces]).reshape(-1, 2),
                embeddings=unit[heard].astype(np.float16),
            )
            if turns
            else None,
        )
