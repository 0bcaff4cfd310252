"""The finite-state grammar of everything that a row of written words may sound like."""

from collections.abc import Sequence
from typing import TypeAlias

from exact_transcription.adapters.alignment.spoken_form import Piece

Transition: TypeAlias = tuple[int, int, float] | tuple[int, int, float, str]
Said: TypeAlias = tuple[str, float, float]


NEIGHBOUR = -1
"""The owner of words that are not asked for."""


class WordGrammar:
    """A chain of the words' pieces, with one branch for each reading of a piece.

    The audio may begin in the middle of what was said before and end in what is said after, so any number of
    the last words before and of the first words after may be heard too.

    States are whole numbers, from 0 to `final`. A transition without a word costs no time.
    """

    def __init__(
        self,
        words: Sequence[tuple[Piece, ...]],
        *,
        before: Sequence[tuple[Piece, ...]] = (),
        after: Sequence[tuple[Piece, ...]] = (),
    ) -> None:
        self.transitions: list[Transition] = []
        self.final = 0
        self._states = 1
        self._owners: dict[int, list[tuple[int, str, int]]] = {}
        for pieces in before:
            self._append_all(pieces, NEIGHBOUR)
            if pieces:
                self._link(0, self.final, "", NEIGHBOUR)
        for owner, pieces in enumerate(words):
            self._append_all(pieces, owner)
        possible_ends = [self.final]
        for pieces in after:
            self._append_all(pieces, NEIGHBOUR)
            possible_ends.append(self.final)
        for state in dict.fromkeys(possible_ends[:-1]):
            if state != self.final:
                self._link(state, self.final, "", NEIGHBOUR)

    def _append_all(self, pieces: tuple[Piece, ...], owner: int) -> None:
        for piece in pieces:
            self._append(piece, owner)

    def _append(self, piece: Piece, owner: int) -> None:
        start, end = self.final, self._new_state()
        for reading in dict.fromkeys(piece):
            state = start
            for word in reading[:-1]:
                following = self._new_state()
                self._link(state, following, word, owner)
                state = following
            self._link(state, end, reading[-1] if reading else "", owner)
        self.final = end

    def _new_state(self) -> int:
        self._states += 1
        return self._states - 1

    def _link(self, start: int, end: int, word: str, owner: int) -> None:
        self.transitions.append((start, end, 1.0, word) if word else (start, end, 1.0))
        self._owners.setdefault(start, []).append((end, word, owner))

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every spoken word that occurs."""
        return frozenset(word for links in self._owners.values() for _, word, _ in links if word)

    def owners(self, said: Sequence[str]) -> list[int] | None:
        """Which written word each spoken word belongs to.

        Args:
            said: a path through the grammar, from its start to its final state.

        Returns:
            For each spoken word the index of the written one (`NEIGHBOUR` for one that belongs to the text
            before or after), or None if there is no such path.
        """
        # Depth first with an explicit stack: a transcript's path is hundreds of words long.
        stack: list[tuple[int, tuple[int, ...]]] = [(0, ())]
        seen: set[tuple[int, int]] = set()
        while stack:
            state, path = stack.pop()
            if (state, len(path)) in seen:
                continue
            seen.add((state, len(path)))
            if state == self.final and len(path) == len(said):
                return list(path)
            following = said[len(path)] if len(path) < len(said) else None
            for end, word, owner in self._owners.get(state, ()):
                if not word:
                    stack.append((end, path))
                elif word == following:
                    stack.append((end, (*path, owner)))
        return None
