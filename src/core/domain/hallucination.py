"""Telling recognised speech from text that a recogniser made up.

Whisper invents or repeats text where it hears little or nothing. Its own long-form decoder guards against
that with thresholds on compression, log probability and no-speech probability (Radford et al., 2022,
https://arxiv.org/abs/2212.04356, section 4.5); batched decoding has no such guard. These are pure functions
of what was recognised and of the speech that was measured; what to do about a suspicion is the adapter's
matter. Nothing here knows any particular phrase.
"""

import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MAX_COMPRESSION_RATIO = 2.4
"""Text that compresses better repeats itself (Whisper's own threshold)."""
MIN_AVG_LOGPROB = -1.0
"""Text below it is guesswork (Whisper's own threshold)."""
NOBODY_NO_SPEECH_PROB, NOBODY_AVG_LOGPROB = 0.4, -0.7
"""Text with a higher no-speech probability and a lower log probability was hardly said by anybody. Whisper's
own pair, 0.6 and -1.0, lets through what small models write under music and laughter (0.5 and -0.9 to -1.0);
of speech, distant and overlapped speech included, none was beyond this pair in both."""
SHORTEST_WORD = 0.3
"""Seconds of speech in a chunk below which voice activity has hardly heard anything."""
MAX_CHARACTERS_PER_SECOND = 40.0
"""Letters and digits in a second of speech. Very fast talkers reach about 8 words or 30 letters a second;
the margin is for speech that voice activity missed."""
MIN_CHARACTERS_PER_SECOND = 2.0
"""Below it, in a long chunk, text is missing. Slow dictation has about 6 letters a second."""
MIN_SECONDS_TO_MISS_TEXT = 8.0
MAX_UNHEARD = 2.5
"""Seconds of speech in one piece without a word; three or four words are missing there."""
LOOP_REPEATS = 4
"""So many times in a row is the same run of words a loop, if it fills `LOOP_SHARE` of the text."""
LOOP_SHARE = 0.5
_LONGEST_LOOP = 12
_WIDE = 2.5


class Suspicion(StrEnum):
    """Why text looks invented or incomplete."""

    REPETITIVE = "repetitive"
    """It compresses too well."""
    LOOPED = "looped"
    """The same words come again and again."""
    NO_SPEECH = "no_speech"
    """The recogniser doubts both that anybody talks and what they say."""
    HARDLY_HEARD = "hardly_heard"
    """Voice activity heard less than a word."""
    STATIONARY = "stationary"
    """The sound does not rise and fall as speech does: silence, noise, a tone."""
    UNCERTAIN = "uncertain"
    """The recogniser's own probability for the text is very low."""
    TOO_FAST = "too_fast"
    """More text than anybody could say in the speech that was measured."""
    TOO_SPARSE = "too_sparse"
    """Much speech and hardly any text: some is missing."""
    UNSTABLE = "unstable"
    """Listened to again, other words are heard."""
    PROMPT_ECHO = "prompt_echo"
    """It repeats the prompt or the hotwords that it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """What a recogniser says about a chunk, and what was measured there.

    Attributes:
        text: what was recognised.
        avg_logprob: mean log probability of its tokens.
        no_speech_prob: the recogniser's probability that nobody talks.
        spoken: seconds of speech by voice activity.
        unheard: seconds of the longest stretch of speech without a word.
        moving: whether the level of the sound rises and falls as that of speech does.
        prompt: text that the recogniser was given beforehand, with hotwords.
    """

    text: str
    avg_logprob: float
    no_speech_prob: float
    spoken: float
    unheard: float = 0.0
    moving: bool = True
    prompt: str = ""


def suspicions(hypothesis: Hypothesis) -> frozenset[Suspicion]:
    """Everything that speaks against a hypothesis; empty for most."""
    text, letters = hypothesis.text, letter_count(hypothesis.text)
    missing = {Suspicion.TOO_SPARSE: hypothesis.moving and _too_sparse(letters, hypothesis)}
    if not letters:
        return _applying(missing)
    words = words_of(text)
    nobody = hypothesis.no_speech_prob > NOBODY_NO_SPEECH_PROB and hypothesis.avg_logprob < NOBODY_AVG_LOGPROB
    wrong = {
        Suspicion.REPETITIVE: compression_ratio(text) > MAX_COMPRESSION_RATIO,
        Suspicion.LOOPED: loop_share(words) >= LOOP_SHARE,
        Suspicion.UNCERTAIN: hypothesis.avg_logprob < MIN_AVG_LOGPROB,
        Suspicion.NO_SPEECH: nobody,
        Suspicion.HARDLY_HEARD: hypothesis.spoken < SHORTEST_WORD,
        Suspicion.STATIONARY: not hypothesis.moving,
        Suspicion.TOO_FAST: letters > MAX_CHARACTERS_PER_SECOND * max(hypothesis.spoken, 0.25),
        Suspicion.PROMPT_ECHO: echoes(words, words_of(hypothesis.prompt)),
    }
    return _applying(missing | wrong)


def _applying(checks: Mapping[Suspicion, bool]) -> frozenset[Suspicion]:
    return frozenset(suspicion for suspicion, applies in checks.items() if applies)


def compression_ratio(text: str) -> float:
    """Bytes of the text over bytes of its zlib compression, as Whisper defines it; 0 for no text."""
    data = text.encode()
    return len(data) / len(zlib.compress(data)) if data else 0.0


def words_of(text: str) -> tuple[str, ...]:
    """Lower-case words without punctuation; single characters of scripts written without spaces."""
    words: list[str] = []
    current = ""
    for character in unicodedata.normalize("NFKC", text).casefold():
        if _is_ideographic(character):
            words += [current, character] if current else [character]
            current = ""
        elif character.isalnum() or unicodedata.category(character).startswith("M"):
            current += character
        elif character != "'" and current:
            words.append(current)
            current = ""
    return (*words, current) if current else tuple(words)


def letter_count(text: str) -> float:
    """Letters and digits, an ideograph counting for as many letters as it takes time to say."""
    return sum(_WIDE if _is_ideographic(character) else 1.0 for character in text if character.isalnum())


def loop_share(words: tuple[str, ...]) -> float:
    """The share of the words that are in runs repeated at least `LOOP_REPEATS` times in a row."""
    looped = bytearray(len(words))
    for length in range(1, min(_LONGEST_LOOP, len(words) // LOOP_REPEATS) + 1):
        start = 0
        while start + length * LOOP_REPEATS <= len(words):
            end = start + length
            while words[end : end + length] == words[start : start + length]:
                end += length
            if end - start >= length * LOOP_REPEATS:
                looped[start:end] = b"\x01" * (end - start)
                start = end
            else:
                start += 1
    return sum(looped) / len(words) if words else 0.0


def agreement(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The share of the words of two hypotheses that they have in common, in the same order; 0 to 1."""
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio()


def echoes(words: tuple[str, ...], prompt: tuple[str, ...]) -> bool:
    """Whether all of the words, at least three of them, are a run of the prompt's words."""
    count = len(words)
    if count < 3:  # noqa: PLR2004 - a name from the hotwords may well be all that was said
        return False
    return any(prompt[start : start + count] == words for start in range(len(prompt) - count + 1))


def _too_sparse(letters: float, hypothesis: Hypothesis) -> bool:
    long = hypothesis.spoken >= MIN_SECONDS_TO_MISS_TEXT
    return hypothesis.unheard > MAX_UNHEARD or (
        long and letters < MIN_CHARACTERS_PER_SECOND * hypothesis.spoken
    )


def _is_ideographic(character: str) -> bool:
    name = unicodedata.name(character, "")
    return name.startswith(
        ("CJK UNIFIED", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "MYANMAR", "KHMER")
    )
