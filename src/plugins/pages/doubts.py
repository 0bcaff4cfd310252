"""Why a word deserves a second look, as a sentence for people."""

from exact_transcription.core.domain.word import Provenance, Word, WordFlag

_FLAGS = {
    WordFlag.OUTSIDE_TURNS: "the speaker is a guess: nobody was heard talking here",
    WordFlag.OVERLAPPED: "somebody else talks at the same time",
    WordFlag.UNCERTAIN_SPEAKER: "it may be another speaker's",
    WordFlag.SUSPECT_TEXT: "the text may be invented or garbled",
    WordFlag.OVERLONG: "it lasts longer than such a word can",
}
_TIMES = {
    Provenance.INTERPOLATED: "its time is a guess between its neighbours",
}


def doubts(word: Word, *, threshold: float) -> str:
    """The reasons, parted by semicolons; empty for a word that is not in doubt.

    Args:
        word: the word.
        threshold: a lower confidence than this is a reason, 0 to 1.
    """
    reasons = [_FLAGS[flag] for flag in sorted(word.flags)]
    if reason := _TIMES.get(word.provenance):
        reasons.append(reason)
    if word.confidence < threshold:
        reasons.insert(0, f"the recogniser is {word.confidence:.0%} sure of it")
    return "; ".join(reasons)
