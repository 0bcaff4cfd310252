"""Finding names in text, which a line break should not tear apart."""

from collections.abc import Iterable, Sequence

from exact_transcription.core.domain.text import CLOSING_MARKS, ends_clause, ends_sentence

_MAX_WORDS = 4
_TRAILING = ".,;:!?" + CLOSING_MARKS


class NameFinder:
    """Knows some names and guesses others: up to four capitalised words in a row inside a sentence."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        """Remember names.

        Args:
            known: names as people write them; those of one word need no care.
        """
        self._known: dict[str, list[tuple[str, ...]]] = {}
        for name in sorted(set(known)):
            words = tuple(name.split())
            if len(words) > 1:
                self._known.setdefault(words[0], []).append(words)
        self._initials = frozenset(first[0] for first in self._known)

    def length_at(self, texts: Sequence[str], index: int, *, sentence_start: bool) -> int:
        """How many words from `index` on are one name; 1 where none begins.

        Args:
            texts: words with their punctuation.
            index: where to look.
            sentence_start: whether the word is capitalised as the first of its sentence anyway.
        """
        initial = texts[index][0]
        longest = self._known_length(texts, index) if initial in self._initials else 1
        if sentence_start or not initial.isupper():
            return longest
        run = 1
        while index + run < len(texts) and texts[index + run][0].isupper():
            before = texts[index + run - 1]
            if ends_sentence(before) or ends_clause(before):
                break
            run += 1
            if run > _MAX_WORDS:  # so many capitals are a headline, not a name
                return longest
        return max(run, longest)

    def _known_length(self, texts: Sequence[str], index: int) -> int:
        longest = 1
        for name in self._known.get(texts[index].rstrip(_TRAILING), ()):
            words = texts[index : index + len(name)]
            if [word.rstrip(_TRAILING) for word in words] == list(name):
                longest = max(longest, len(name))
        return longest
