"""Breaking a cue into lines."""

from collections.abc import Sequence

from exact_transcription.plugins.formatting.subtitles.units import Unit

_BREAK_COST = (6.0, 2.0, 0.0)
"""By what ends at the break: nothing, a clause, a sentence."""


def width_of(units: Sequence[Unit]) -> int:
    """Columns of units on one line."""
    return sum(unit.width + unit.gap for unit in units) - units[0].gap if units else 0


def break_lines(units: Sequence[Unit], width: int, max_lines: int) -> list[list[Unit]]:
    """Break units into as few lines as hold them, evenly, after sentences and clauses if possible.

    Args:
        units: each fits on a line.
        width: columns in a line.
        max_lines: what the units are known to fit into.
    """
    if max_lines == 1 or width_of(units) <= width:
        return [list(units)]
    lines = fewest_lines(units, width)
    target = width_of(units) / lines
    broken: list[list[Unit]] = []
    rest = list(units)
    for left in range(lines, 1, -1):
        cut = _best_cut(rest, width, target, left)
        broken.append(rest[:cut])
        rest = rest[cut:]
    return [*broken, rest]


def fewest_lines(units: Sequence[Unit], width: int) -> int:
    """How many lines of `width` columns units need at least."""
    lines, used = 1, -units[0].gap
    for unit in units:
        if used + unit.gap + unit.width > width:
            lines, used = lines + 1, unit.width
        else:
            used += unit.gap + unit.width
    return lines


def _best_cut(units: Sequence[Unit], width: int, target: float, lines: int) -> int:
    best, best_cost = 1, float("inf")
    used = -units[0].gap
    for index in range(1, len(units)):
        used += units[index - 1].gap + units[index - 1].width
        if used > width:
            break
        if fewest_lines(units[index:], width) > lines - 1:
            continue
        # A longer second line reads better than a longer first one, so too long costs more than too short.
        uneven = abs(used - target) / width * 10 * (1.2 if used > target else 1.0)
        cost = uneven + _BREAK_COST[units[index - 1].closes]
        if cost < best_cost:
            best, best_cost = index, cost
    return best
