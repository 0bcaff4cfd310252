"""Times as text, always from whole milliseconds, so that 59.9996 s never becomes 59 s and 1000 ms."""


def milliseconds(seconds: float) -> int:
    """Seconds to the nearest whole millisecond."""
    return round(seconds * 1000)


def clock(ms: int, separator: str = ".") -> str:
    """`HH:MM:SS.mmm`; hours take more digits where they need them.

    Args:
        ms: milliseconds, 0 or more.
        separator: before the milliseconds: a comma in SubRip, a full stop nearly everywhere else.
    """
    hours, minutes, whole, rest = _parts(ms)
    return f"{hours:02d}:{minutes:02d}:{whole:02d}{separator}{rest:03d}"


def short_clock(ms: int) -> str:
    """`HH:MM:SS`, the second that has begun."""
    hours, minutes, whole, _ = _parts(ms)
    return f"{hours:02d}:{minutes:02d}:{whole:02d}"


def decimal_seconds(ms: int, decimals: int = 3) -> str:
    """Seconds with up to three decimals, e.g. `59.96`.

    Args:
        ms: milliseconds, 0 or more.
        decimals: 1, 2 or 3; halves are rounded up.
    """
    if decimals == 3:  # noqa: PLR2004 - the resolution itself, where nothing is rounded
        return f"{ms // 1000}.{ms % 1000:03d}"
    step = 10 ** (3 - decimals)
    units = (ms + step // 2) // step
    scale: int = 10**decimals
    return f"{units // scale}.{units % scale:0{decimals}d}"


def parse_clock(text: str) -> int:
    """Milliseconds of `[HH:]MM:SS[.,]mmm`.

    Raises:
        ValueError: it is not such a time.
    """
    whole, _, fraction = text.strip().replace(",", ".").partition(".")
    parts = whole.split(":")
    digits = [*parts, fraction or "0"]
    if not 2 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in digits):  # noqa: PLR2004
        raise ValueError(f"not a time: {text!r}")
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(f"{fraction:0<3}"[:3])


def _parts(ms: int) -> tuple[int, int, int, int]:
    minutes, rest = divmod(ms, 60_000)
    return minutes // 60, minutes % 60, rest // 1000, rest % 1000
