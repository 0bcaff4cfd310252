"""Numbers, sizes and lengths of time for people, as their language writes them."""

from exact_transcription.entrypoints.http.texts import Texts

_STEP = 1000.0
_UNITS = ("B", "kB", "MB", "GB", "TB")
_TWO_DIGITS = 10.0


class Units:
    """Writes numbers for people."""

    def __init__(self, texts: Texts) -> None:
        """Write as the language of `texts` does."""
        self._texts = texts

    def decimal(self, value: float, digits: int = 1) -> str:
        """A number with so many digits after its decimal sign."""
        return f"{value:.{digits}f}".replace(".", self._texts("units.decimal_sign")).replace("-", "\u2212")

    def percent(self, share: float) -> str:
        """A share, 0..1; what is not all or nothing is not rounded to it."""
        rounded = round(100 * share)
        if (rounded, share < 1) == (100, True) or (rounded, share > 0) == (0, True):
            return self._texts("units.percent", number=self.decimal(100 * share))
        return self._texts("units.percent", number=rounded)

    def size(self, count: float) -> str:
        """Bytes with about two digits, in the units of the SI, as file managers use them."""
        for unit in _UNITS[:-1]:
            if count < _STEP:
                whole = unit == "B" or count >= _TWO_DIGITS
                return f"{self.decimal(count, 0 if whole else 1)} {unit}"
            count /= _STEP
        return f"{self.decimal(count)} {_UNITS[-1]}"

    def range(self, shortest: float | None, longest: float | None) -> str:
        """Lengths of time, in seconds; None is without a limit."""
        if shortest is None:
            return f"< {self.decimal(longest or 0.0)}"
        if longest is None:
            return f"≥ {self.decimal(shortest)}"
        return f"{self.decimal(shortest)}\u2013{self.decimal(longest)}"
