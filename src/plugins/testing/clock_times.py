"""Finding clock times such as `01:02:03.450` in the text of any format."""

import re

_CLOCK = re.compile(r"(?<![\d:.T])(?:(\d{1,4}):)?(\d{1,5}):(\d{2,})(?:[.,](\d+))?(?![\d:])")
_SIXTY = 60
_MILLISECOND_DIGITS = 3


def clock_times(text: str) -> list[float]:
    """All clock times in a text, in seconds; those of a date, after a `T`, are none."""
    return [
        int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) + float(f"0.{found[4] or 0}")
        for found in _CLOCK.finditer(text)
    ]


def malformed_clock_times(text: str) -> list[str]:
    """Clock times with 60 or more seconds, 60 or more minutes beside hours, or 1000 milliseconds."""
    return [
        found[0]
        for found in _CLOCK.finditer(text)
        if int(found[3]) >= _SIXTY
        or (found[1] is not None and int(found[2]) >= _SIXTY)
        or len(found[4] or "") == _MILLISECOND_DIGITS + 1
    ]
