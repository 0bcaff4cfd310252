"""The canonical result."""

from dataclasses import dataclass, field
from itertools import chain

from exact_transcription.core.domain.diarization import Speaker, Turn
from exact_transcription.core.domain.errors import InvalidValueError
from exact_transcription.core.domain.pause import Overlap, Pause
from exact_transcription.core.domain.report import Report
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.word import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """The recording that was transcribed.

    Attributes:
        name: its file name without folders, for people and for formats that name their media.
        duration: seconds of decoded audio.
        container: FFmpeg's name of the container format, or empty.
        codec: FFmpeg's name of the audio codec, or empty.
        sample_rate: of the source, in Hz; 0 if unknown.
        channels: of the source; 0 if unknown.
    """

    name: str = ""
    duration: float = 0.0
    container: str = ""
    codec: str = ""
    sample_rate: int = 0
    channels: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """Who said what, exactly when, with measured pauses.

    Attributes:
        media: the recording.
        language: ISO 639-1 code of the language of the text, e.g. `en`.
        translated_from: ISO 639-1 code of the language that was spoken where the text is a translation, else
            None.
        segments: sorted by start; their words are the transcript's words.
        turns: sorted, with overlap.
        pauses: sorted, disjoint.
        overlaps: sorted, disjoint.
        speakers: in order of first speaking; every speaker named anywhere else is among them.
        report: how it was made.
    """

    media: Media
    language: str
    segments: tuple[Segment, ...] = ()
    turns: tuple[Turn, ...] = ()
    pauses: tuple[Pause, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    report: Report = field(default_factory=Report)
    translated_from: str | None = None

    def __post_init__(self) -> None:
        known = {speaker.id for speaker in self.speakers}
        if len(known) != len(self.speakers):
            raise InvalidValueError("two speakers have the same id")
        used = {turn.speaker for turn in self.turns}
        used.update(word.speaker for word in self.words if word.speaker is not None)
        used.update(segment.speaker for segment in self.segments if segment.speaker is not None)
        if unknown := used - known:
            raise InvalidValueError(f"these speakers are used but not listed: {', '.join(sorted(unknown))}")

    @property
    def duration(self) -> float:
        """Seconds of audio."""
        return self.media.duration

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, segment by segment."""
        return tuple(chain.from_iterable(segment.words for segment in self.segments))

    @property
    def text(self) -> str:
        """The text of all segments, one a line."""
        return "\n".join(segment.text for segment in self.segments)

    def label_of(self, speaker: str | None) -> str:
        """What to call a speaker; an empty string for None."""
        if speaker is None:
            return ""
        return next(known.label for known in self.speakers if known.id == speaker)
