"""Transcripts that were read or written last, so that the next request does not read them again."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from exact_transcription.core.domain.transcript import Transcript

MOST_WORDS = 250_000
"""About a kilobyte of memory each."""


class RecentTranscripts:
    """A few transcripts by the digest of their document; as neither ever changes, none is out of date."""

    def __init__(self, *, most_words: int = MOST_WORDS) -> None:
        """Keep transcripts of `most_words` words together."""
        self._most = most_words
        self._kept: OrderedDict[str, tuple[Transcript, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, sha256: str, read: Callable[[], Transcript]) -> Transcript:
        """The transcript of a document with that digest; `read` is asked where it is not kept."""
        with self._lock:
            if found := self._kept.get(sha256):
                self._kept.move_to_end(sha256)
                return found[0]
        transcript = read()
        self.keep(sha256, transcript)
        return transcript

    def keep(self, sha256: str, transcript: Transcript) -> None:
        """Keep a transcript, and forget those that were used longest ago."""
        words = sum(len(segment.words) for segment in transcript.segments)
        with self._lock:
            self._kept[sha256] = (transcript, words)
            self._kept.move_to_end(sha256)
            while sum(count for _, count in self._kept.values()) > self._most:
                self._kept.popitem(last=False)
