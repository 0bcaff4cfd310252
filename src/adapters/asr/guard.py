"""Decoding again what looks invented, looped or incomplete, and keeping out what stays so.

Each attempt changes what may have led the recogniser astray: the prompt is left out, the chunk is cut in two
in a silence, and at last it samples at rising temperatures, as Whisper's own long-form decoder does.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from exact_transcription.adapters.asr.chunking import Chunk, halves_of
from exact_transcription.adapters.asr.decoding import Decoded, DecodingSettings
from exact_transcription.adapters.asr.sound_level import moves_like_speech
from exact_transcription.adapters.asr.unheard import longest_unheard
from exact_transcription.core.domain.hallucination import (
    Hypothesis,
    Suspicion,
    agreement,
    letter_count,
    suspicions,
    words_of,
)
from exact_transcription.core.domain.report import Notice
from exact_transcription.core.domain.voice_activity import VoiceActivity
from exact_transcription.core.domain.waveform import Waveform

Decode = Callable[[Sequence[Chunk], DecodingSettings], Sequence[Decoded]]

TEMPERATURES = (0.2, 0.4, 0.6, 0.8, 1.0)
_SHORTEST_HALF = 4.0
"""Seconds; shorter chunks are not cut in two."""
_MOST_CUTS = 2
_SAME = 0.5
"""Share of the words that two looks at hardly any speech must have in common."""
_WORTHWHILE = 8
"""Letters, a word or two, by which shorter pieces must beat a chunk in which text was missing."""
_DROPPED = {
    Suspicion.NO_SPEECH,
    Suspicion.STATIONARY,
    Suspicion.UNSTABLE,
    Suspicion.LOOPED,
    Suspicion.REPETITIVE,
    Suspicion.TOO_FAST,
    Suspicion.PROMPT_ECHO,
}
_HARDLY_SPEECH = {Suspicion.NO_SPEECH, Suspicion.HARDLY_HEARD}
_BROKEN = {Suspicion.LOOPED, Suspicion.REPETITIVE}
_DROPPED_TOGETHER = {Suspicion.UNCERTAIN, Suspicion.TOO_SPARSE}
_REASONS = {
    Suspicion.REPETITIVE: "it repeats itself",
    Suspicion.LOOPED: "the same words come again and again",
    Suspicion.NO_SPEECH: "there is hardly any speech",
    Suspicion.HARDLY_HEARD: "it is shorter than a word",
    Suspicion.STATIONARY: "the sound does not rise and fall as speech does",
    Suspicion.UNCERTAIN: "the recogniser is very unsure",
    Suspicion.UNSTABLE: "other words are heard when it is listened to again",
    Suspicion.TOO_FAST: "it is more text than can be said in that time",
    Suspicion.TOO_SPARSE: "text is missing for a part of the speech",
    Suspicion.PROMPT_ECHO: "it repeats the prompt",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A chunk's text after the guard.

    Attributes:
        chunk: where it was heard; a part of the first chunk if that was cut.
        decoded: the text that is kept.
        suspect: whether it is kept although doubts remain.
    """

    chunk: Chunk
    decoded: Decoded
    suspect: bool = False


class Guard:
    """Judges the chunks of one recording."""

    def __init__(
        self, *, waveform: Waveform, activity: VoiceActivity, decode: Decode, settings: DecodingSettings
    ) -> None:
        """Judge by `waveform` and `activity`; decode again with `decode`, starting from `settings`."""
        self._waveform = waveform
        self._activity = activity
        self._decode = decode
        self._settings = settings
        self.notices: list[Notice] = []

    def judge(self, chunk: Chunk, decoded: Decoded) -> list[Judged]:
        """What to keep of a chunk; what was done about it is added to `notices`."""
        doubts = self._doubts(chunk, decoded, self._settings)
        if not doubts:
            return _kept(chunk, decoded)
        return self._rescue(chunk, decoded, doubts, cuts=0)

    def _rescue(
        self, chunk: Chunk, decoded: Decoded, doubts: frozenset[Suspicion], cuts: int
    ) -> list[Judged]:
        if Suspicion.STATIONARY in doubts:
            return self._verdict(chunk, decoded, doubts)
        plain = replace(self._settings, hotwords="", initial_prompt="")
        if plain != self._settings and cuts == 0:
            decoded = self._decode([chunk], plain)[0]
            doubts = self._doubts(chunk, decoded, plain)
            if not doubts:
                return self._accepted(chunk, decoded, "without the prompt")
        if doubts & _HARDLY_SPEECH:
            return self._once_more(chunk, None if doubts & _BROKEN else decoded, plain)
        if cuts < _MOST_CUTS and chunk.span.duration >= _SHORTEST_HALF:
            return self._in_halves(chunk, decoded, doubts, plain, cuts)
        return self._sampled(chunk, decoded, doubts, plain)

    def _once_more(self, chunk: Chunk, first: Decoded | None, plain: DecodingSettings) -> list[Judged]:
        """Another look in a full window, which has to hear the same as `first` if that is whole.

        What is said is heard again, what was made up changes with the window. Sampling would go on until some
        text happens to look likely.
        """
        decoded = self._decode([chunk], plain)[0]
        doubts = self._doubts(chunk, decoded, plain) - {Suspicion.HARDLY_HEARD}
        if first and letter_count(decoded.text):
            same = agreement(words_of(first.text), words_of(decoded.text))
            doubts |= {Suspicion.UNSTABLE} if same < _SAME else set()
        if doubts:
            return self._verdict(chunk, decoded, doubts | {Suspicion.NO_SPEECH})
        return self._accepted(chunk, decoded, "in a full window")

    def _in_halves(
        self, chunk: Chunk, decoded: Decoded, doubts: frozenset[Suspicion], plain: DecodingSettings, cuts: int
    ) -> list[Judged]:
        halves = halves_of(chunk, self._activity)
        if len(halves) <= 1:
            return self._sampled(chunk, decoded, doubts, plain)
        results = self._decode(halves, plain)
        if doubts == {Suspicion.TOO_SPARSE}:
            return self._fuller(chunk, decoded, halves, results)
        kept: list[Judged] = []
        for half, result in zip(halves, results, strict=True):
            remaining = self._doubts(half, result, plain)
            if remaining:
                kept += self._rescue(half, result, remaining, cuts + 1)
            else:
                kept += self._accepted(half, result, "in shorter pieces")
        return kept

    def _fuller(
        self, chunk: Chunk, decoded: Decoded, halves: Sequence[Chunk], results: Sequence[Decoded]
    ) -> list[Judged]:
        """Shorter pieces if they gave more text beyond doubt; nothing was wrong with the text itself."""
        pieces = [
            Judged(chunk=half, decoded=result)
            for half, result in zip(halves, results, strict=True)
            if letter_count(result.text)
            and not self._doubts(half, result, self._settings) - {Suspicion.TOO_SPARSE}
        ]
        more = sum(letter_count(piece.decoded.text) for piece in pieces) - letter_count(decoded.text)
        if more >= _WORTHWHILE:
            self._note("decoded_again", "Recognised in shorter pieces, since text was missing.", chunk)
            return pieces
        self._note("possibly_missing_text", "Somebody seems to talk here, but little was recognised.", chunk)
        return _kept(chunk, decoded)

    def _sampled(
        self, chunk: Chunk, decoded: Decoded, doubts: frozenset[Suspicion], plain: DecodingSettings
    ) -> list[Judged]:
        best, best_doubts = decoded, doubts
        for sample in self._samples(chunk, plain):
            remaining = self._doubts(chunk, sample, plain)
            if not remaining:
                return self._accepted(chunk, sample, f"with temperature {sample.temperature}")
            if not remaining & _DROPPED and (best_doubts & _DROPPED or sample.avg_logprob > best.avg_logprob):
                best, best_doubts = sample, remaining
        return self._verdict(chunk, best, best_doubts)

    def _samples(self, chunk: Chunk, plain: DecodingSettings) -> Iterator[Decoded]:
        for temperature in TEMPERATURES:
            yield self._decode([chunk], replace(plain, temperature=temperature))[0]

    def _accepted(self, chunk: Chunk, decoded: Decoded, how: str) -> list[Judged]:
        if not letter_count(decoded.text):
            self._note("dropped_hallucination", f"Text was kept out: {how}, nothing is heard.", chunk)
            return []
        self._note("decoded_again", f"Recognised again {how}, since the first text looked wrong.", chunk)
        return [Judged(chunk=chunk, decoded=decoded)]

    def _verdict(self, chunk: Chunk, decoded: Decoded, doubts: frozenset[Suspicion]) -> list[Judged]:
        reason = " and ".join(_REASONS[doubt] for doubt in sorted(doubts))
        if not letter_count(decoded.text):
            return []
        if doubts & _DROPPED or doubts >= _DROPPED_TOGETHER:
            self._note("dropped_hallucination", f"Text was kept out: {reason}.", chunk)
            return []
        self._note("suspect_text", f"The text may be wrong: {reason}.", chunk)
        return [Judged(chunk=chunk, decoded=decoded, suspect=True)]

    def _note(self, code: str, message: str, chunk: Chunk) -> None:
        self.notices.append(Notice(code=code, message=message, span=chunk.span))

    def _doubts(self, chunk: Chunk, decoded: Decoded, settings: DecodingSettings) -> frozenset[Suspicion]:
        return suspicions(
            Hypothesis(
                text=decoded.text,
                avg_logprob=decoded.avg_logprob,
                no_speech_prob=decoded.no_speech_prob,
                spoken=chunk.spoken,
                unheard=longest_unheard(chunk, decoded),
                moving=moves_like_speech(self._waveform.cut(chunk.span)),
                prompt=settings.prompt,
            )
        )


def _kept(chunk: Chunk, decoded: Decoded) -> list[Judged]:
    # Punctuation by itself is how some models write down that they heard nothing.
    return [Judged(chunk=chunk, decoded=decoded)] if letter_count(decoded.text) else []
