"""What every measure is given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.accuracy.composed import RECIPES, Dialogue, compose
from benchmarks.accuracy.manifest import Recording, recordings
from benchmarks.accuracy.pipeline import Pipeline


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Data, the pipeline, and how much of the data to use.

    Attributes:
        shared: folder with `data/` and `tools/`.
        cache: where composed dialogues and results of stages are kept.
        pipeline: the product.
        quick: take a small part of everything.
        stock_longest: measure stock pyannote.audio too, which takes many times as long, on recordings of at
            most so many seconds.
    """

    shared: Path
    cache: Path
    pipeline: Pipeline
    quick: bool = False
    stock_longest: float = 0.0

    @cached_property
    def recordings(self) -> list[Recording]:
        return recordings(self.shared / "data")

    def of(self, *folders: str) -> list[Recording]:
        """Recordings whose path begins with one of `folders`."""
        return [recording for recording in self.recordings if recording.name.startswith(folders)]

    def dialogues(self) -> Iterator[Dialogue]:
        recipes = [r for r in RECIPES if r.name in {"clean 1", "clean 2"}] if self.quick else RECIPES
        for recipe in recipes:
            yield compose(recipe, shared=self.shared, folder=self.cache / "composed")

    def sample(self, items: Sequence[Recording], quick: int, full: int) -> list[Recording]:
        """At most so many, spread evenly over all."""
        count = min(len(items), quick if self.quick else full)
        return [items[k * len(items) // count] for k in range(count)]
