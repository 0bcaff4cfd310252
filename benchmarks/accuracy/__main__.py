"""The command: measures, prints the table, and writes it into docs/accuracy.md."""

import argparse
import json
import os
import pkgutil
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks.accuracy import measures
from benchmarks.accuracy.table import Row, as_markdown, merge

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "accuracy.json"
PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"


def main() -> int:
    known = [module.name for module in pkgutil.iter_modules(measures.__path__)]
    options = _options(known)
    if not (options.shared / "data" / "MANIFEST.json").exists():
        print(
            f"There is no {options.shared}/data/MANIFEST.json: the recordings with ground truth are no part "
            "of the project. Give their folder with --shared.",
            file=sys.stderr,
        )
        return 2
    # Fixed before anything loads OpenMP, so that results and times do not depend on what else runs.
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    results = RESULTS.with_suffix(".quick.json.tmp") if options.quick else RESULTS
    names = options.only or known
    facts = {"date": datetime.now(UTC).date().isoformat(), "model": options.model, "profile": options.profile}
    rows = merge(results, _measured(names, options), facts)
    if options.page and not options.quick:
        _write_page(rows, facts)
    return 1 if any(row.reached is False for row in rows) else 0


def _measured(names: list[str], options: argparse.Namespace) -> Iterator[tuple[str, list[Row]]]:
    from benchmarks.accuracy.bench import Bench  # noqa: PLC0415 - loads the models' libraries
    from benchmarks.accuracy.pipeline import Pipeline  # noqa: PLC0415
    from exact_transcription.core.domain.transcription_options import TranscriptionOptions  # noqa: PLC0415

    chosen = TranscriptionOptions(profile=options.profile, model=options.model)
    pipeline = Pipeline(options=chosen, cache_dir=options.cache)
    bench = Bench(
        shared=options.shared.resolve(),
        cache=options.cache,
        pipeline=pipeline,
        quick=options.quick,
        stock_longest=options.stock,
    )
    for name in names:
        begun = time.monotonic()
        rows = list(import_module(f"benchmarks.accuracy.measures.{name}").measure(bench))
        print(f"\n{name} ({time.monotonic() - begun:.0f} s)\n\n{as_markdown(rows)}", flush=True)
        yield name, rows


def _options(known: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument(
        "--only",
        type=lambda text: text.split(","),
        help=f"comma-separated: {', '.join(known)} (default: all)",
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="default: ../shared")
    parser.add_argument("--cache", type=Path, default=ROOT / ".cache" / "accuracy")
    parser.add_argument("--model", help="recognition model (default: the profile's)")
    parser.add_argument("--profile", default="offline")
    parser.add_argument(
        "--quick", action="store_true", help="a small part of everything; docs are not written"
    )
    parser.add_argument(
        "--stock",
        type=float,
        nargs="?",
        default=0.0,
        const=float("inf"),
        metavar="SECONDS",
        help="stock pyannote.audio beside ours (slow the first time), on recordings of at most SECONDS",
    )
    parser.add_argument("--no-page", dest="page", action="store_false", help="leave docs/accuracy.md alone")
    options = parser.parse_args()
    if unknown := sorted(set(options.only or ()) - set(known)):
        parser.error(f"unknown measure: {', '.join(unknown)}; known: {', '.join(known)}")
    return options


def _dates() -> str:
    """Which measures ran last on which day."""
    kept = json.loads(RESULTS.read_text("utf8"))
    days = sorted({kept[name]["facts"]["date"] for name in kept})
    ran = {day: [name for name in sorted(kept) if kept[name]["facts"]["date"] == day] for day in days}
    return "; ".join(f"{', '.join(names)} {day}" for day, names in ran.items())


def _write_page(rows: list[Row], facts: dict[str, str]) -> None:
    before, _, rest = PAGE.read_text("utf8").partition(BEGIN)
    _, _, after = rest.partition(END)
    stamp = f"Last run: {_dates()}; profile `{facts['profile']}`, model `{facts['model'] or 'its own'}`.\n\n"
    PAGE.write_text(before + BEGIN + stamp + as_markdown(rows) + END + after, "utf8")


if __name__ == "__main__":
    sys.exit(main())
