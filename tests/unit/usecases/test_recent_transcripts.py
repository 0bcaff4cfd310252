"""Which transcripts are kept in memory."""

import pytest

from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.usecases.recent_transcripts import RecentTranscripts
from tests.fakes.transcripts import a_transcript


def never() -> Transcript:
    pytest.fail("it was read again")


def test_a_transcript_is_read_once() -> None:
    recent, transcript = RecentTranscripts(), a_transcript()
    assert recent.get("a", lambda: transcript) is transcript
    assert recent.get("a", never) is transcript


def test_those_that_were_used_longest_ago_are_forgotten() -> None:
    words = len(a_transcript().words)
    recent = RecentTranscripts(most_words=2 * words)
    recent.keep("a", a_transcript())
    recent.keep("b", a_transcript())
    recent.get("a", never)
    recent.keep("c", a_transcript())
    recent.get("a", never)
    recent.get("c", never)
    read: list[str] = []

    def again() -> Transcript:
        read.append("b")
        return a_transcript()

    recent.get("b", again)
    assert read == ["b"]


def test_one_that_is_too_long_is_not_kept() -> None:
    recent = RecentTranscripts(most_words=1)
    recent.keep("a", a_transcript())
    other = a_transcript()
    assert recent.get("a", lambda: other) is other
