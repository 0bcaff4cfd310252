"""Results, and how they are written down."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One number.

    Attributes:
        measure: what was measured, e.g. `WER`.
        data: on what.
        value: share (0..1), or seconds, or a count, as `unit` says.
        unit: `%`, `ms`, or empty for a count.
        target: what it should be, as `>= 0.85` in the unit of `value`, or empty.
        note: how it came about, short.
    """

    measure: str
    data: str
    value: float
    unit: str = "%"
    target: str = ""
    note: str = ""

    @property
    def shown(self) -> str:
        match self.unit:
            case "%":
                return f"{100 * self.value:.1f} %"
            case "ms":
                return f"{1000 * self.value:.0f} ms"
        return f"{self.value:g}"

    @property
    def shown_target(self) -> str:
        if not self.target:
            return ""
        sign, limit = self.target.split()
        return f"{sign} {Row(measure='', data='', value=float(limit), unit=self.unit).shown}"

    @property
    def reached(self) -> bool | None:
        """Whether the target was reached; None without one."""
        if not self.target:
            return None
        sign, limit = self.target.split()
        return self.value >= float(limit) if sign == ">=" else self.value <= float(limit)


def as_markdown(rows: Sequence[Row]) -> str:
    lines = ["| measure | data | value | target | |", "| --- | --- | ---: | ---: | --- |"]
    for measure, group in groupby(rows, key=lambda row: row.measure):
        label = measure
        for row in group:
            missed = " **missed**" if row.reached is False else ""
            lines.append(f"| {label} | {row.data} | {row.shown} | {row.shown_target}{missed} | {row.note} |")
            label = ""
    return "\n".join(lines) + "\n"


def merge(path: Path, fresh: Iterable[tuple[str, list[Row]]], facts: dict[str, str]) -> list[Row]:
    """Put fresh results beside those of other measures that were kept, and keep all.

    Args:
        path: the JSON file with all results.
        fresh: name of each measure that ran, with its rows.
        facts: what the fresh results were made with.

    Returns:
        The rows of all measures, in order of the measures' names.
    """
    kept = json.loads(path.read_text("utf8")) if path.exists() else {}
    for name, rows in fresh:
        kept[name] = {"facts": facts, "rows": [asdict(row) for row in rows]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf8")
    return [Row(**row) for name in sorted(kept) for row in kept[name]["rows"]]
