"""Lists on the terminal: aligned for people, JSON for programs."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

import click

Row = Mapping[str, object]


def show(rows: Iterable[Row], *, as_json: bool, empty: str) -> None:
    """Print rows that have the same keys; `empty` is said where there are none."""
    found = list(rows)
    if as_json:
        print_json(found)
    elif found:
        _print_table(list(found[0]), [[_shown(value) for value in row.values()] for row in found])
    else:
        click.echo(empty, err=True)


def print_json(value: object) -> None:
    """Print a value, value objects included, as indented JSON."""
    click.echo(json.dumps(value, indent=2, default=_plain, ensure_ascii=False))


def _print_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(name), *(len(row[place]) for row in rows)) for place, name in enumerate(names)]
    for cells in (names, *rows):
        click.echo("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip())


def _shown(value: object) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case list() | tuple() | set() | frozenset():
            return ",".join(sorted(map(str, value)))
    # A title may hold anything, and a terminal obeys control characters.
    return "".join(sign if sign.isprintable() else "�" for sign in str(value))


def _plain(value: Any) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)
