from exact_transcription.adapters.asr.chunking import Chunk
from exact_transcription.adapters.asr.decoding import Decoded
from exact_transcription.adapters.asr.sentences import segments_of
from exact_transcription.adapters.asr.word_times import TimedWord
from exact_transcription.core.domain.segment import Segment
from exact_transcription.core.domain.time_span import TimeSpan
from exact_transcription.core.domain.word import WordFlag

CHUNK = Chunk(span=TimeSpan(start=100.0, end=130.0), speech=(TimeSpan(start=100.0, end=130.0),))


def segments(
    text: str,
    *,
    pace: float = 0.5,
    late: dict[int, float] | None = None,
    language: str = "en",
    flags: frozenset[WordFlag] = frozenset(),
) -> tuple[Segment, ...]:
    """Segments of a text whose words follow each other at `pace`; `late` delays words and all after them."""
    words, cursor = [], 0.0
    for index, word in enumerate(text.split()):
        cursor += (late or {}).get(index, 0.0)
        words.append(TimedWord(text=word, start=cursor, end=cursor + pace, confidence=0.9))
        cursor += pace
    decoded = Decoded(text=text, avg_logprob=-0.3, no_speech_prob=0.1, temperature=0.0, words=tuple(words))
    return segments_of(CHUNK, decoded, language=language, flags=flags)


def test_sentences_become_segments_with_times_of_the_recording() -> None:
    first, second = segments("It works. Does it?")
    assert (first.text, first.span) == ("It works.", TimeSpan(start=100.0, end=101.0))
    assert (second.text, second.span) == ("Does it?", TimeSpan(start=101.0, end=102.0))


def test_an_initial_does_not_end_a_segment() -> None:
    assert [segment.text for segment in segments("Ask J. Smith about it.")] == ["Ask J. Smith about it."]


def test_a_long_silence_ends_a_segment_without_punctuation() -> None:
    assert [segment.text for segment in segments("and then we left", late={2: 1.6})] == [
        "and then",
        "we left",
    ]


def test_a_long_sentence_is_split_at_a_comma() -> None:
    text = " ".join(["word"] * 24) + ", " + " ".join(["more"] * 6) + "."
    assert [len(segment.words) for segment in segments(text)] == [24, 6]


def test_words_never_reach_past_their_chunk() -> None:
    assert segments("one two three", pace=12.0)[-1].span.end == 130.0


def test_flags_are_given_to_every_word() -> None:
    flags = frozenset({WordFlag.SUSPECT_TEXT})
    assert all(word.flags == flags for segment in segments("one two", flags=flags) for word in segment.words)


def test_text_without_word_times_is_one_segment() -> None:
    decoded = Decoded(text="One. Two.", avg_logprob=-0.3, no_speech_prob=0.1, temperature=0.4, words=())
    (segment,) = segments_of(CHUNK, decoded, language="en")
    assert (segment.text, segment.span, segment.words) == ("One. Two.", CHUNK.span, ())
    assert segment.scores is not None
    assert segment.scores.temperature == 0.4


def test_no_text_gives_no_segment() -> None:
    assert segments("") == ()
