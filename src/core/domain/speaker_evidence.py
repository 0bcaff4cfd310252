"""What the diarization says about the speaker of each word."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from exact_transcription.core.domain.coverage import Coverage
from exact_transcription.core.domain.diarization import Diarization
from exact_transcription.core.domain.time_span import TimeSpan

EDGE_BLUR = 0.1
"""Seconds by which a turn's edges are commonly off, so that a word near an edge is weak evidence."""

SIMULTANEOUS = 0.3
"""How strongly a speaker counts who talks at that time without being the loudest one."""

REACH = 1.0
"""Seconds from the nearest turn within which a word outside all turns still gets that turn's speaker."""

_PROBES = np.linspace(0.0, 1.0, 5)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpeakerEvidence:
    """Evidence for the speakers of all words.

    Attributes:
        speakers: ids, one a column; empty if nobody was found.
        shares: shape (words, speakers): part of the word inside exclusive turns of the speaker, 0 to 1.
        membership: shape (words, speakers): the same, with blurred turn edges and simultaneous talk counted.
        distance: shape (words, speakers): seconds from the word to the nearest turn of the speaker.
    """

    speakers: tuple[str, ...]
    shares: npt.NDArray[np.float64]
    membership: npt.NDArray[np.float64]
    distance: npt.NDArray[np.float64]


def evidence_for(spans: Sequence[TimeSpan], diarization: Diarization) -> SpeakerEvidence:
    """Collect the evidence for words at `spans`."""
    speakers = diarization.speakers or tuple(dict.fromkeys(t.speaker for t in diarization.exclusive_turns))
    starts = np.array([span.start for span in spans], np.float64)
    # A word on a single instant still needs a width to be compared with turns.
    ends = np.maximum(np.array([span.end for span in spans], np.float64), starts + 1e-3)
    columns = [_columns(speaker, diarization, starts, ends) for speaker in speakers]
    stacked = np.array(columns, np.float64).reshape(len(speakers), 3, len(spans)).transpose(1, 2, 0)
    return SpeakerEvidence(speakers=speakers, shares=stacked[0], membership=stacked[1], distance=stacked[2])


def _columns(
    speaker: str, diarization: Diarization, starts: npt.NDArray[np.float64], ends: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    alone = Coverage(turn.span for turn in diarization.exclusive_turns if turn.speaker == speaker)
    anyhow = Coverage(turn.span for turn in diarization.turns if turn.speaker == speaker)
    shares = np.clip(alone.within(starts, ends) / (ends - starts), 0.0, 1.0)
    firmly, weakly = _blurred(alone, starts, ends), _blurred(anyhow, starts, ends)
    distance = np.minimum(alone.distance(starts, ends), anyhow.distance(starts, ends))
    return shares, np.maximum(firmly, SIMULTANEOUS * weakly), distance


def _blurred(
    coverage: Coverage, starts: npt.NDArray[np.float64], ends: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    at = starts[:, None] + (ends - starts)[:, None] * _PROBES
    around: npt.NDArray[np.float64] = coverage.within(at - EDGE_BLUR, at + EDGE_BLUR) / (2 * EDGE_BLUR)
    return np.asarray(around.mean(axis=1))
