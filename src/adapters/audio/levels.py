"""Samples far outside full scale: left alone, scaled down or cut off.

Recorders with 32-bit float files go a few times above full scale, which does no harm and stays. Some programs
write 16-bit numbers as floats without dividing them: such a recording is scaled down as a whole. Single huge
values come from damage and are cut off, since one of them would drown everything else.
"""

import numpy as np
import numpy.typing as npt

LARGEST = 4.0
"""Times full scale; what a recording may reach without being touched."""
_STRIDE = 7
_USUAL_IN_A_PIECE = 0.999
_USUAL_PIECES = 0.9
_SILENT = 1e-4


class LevelMeter:
    """Finds out how high a recording usually goes, whatever its outliers."""

    def __init__(self) -> None:
        self._highs: list[float] = []

    def add(self, samples: npt.NDArray[np.float32]) -> None:
        """Take in a piece of about a second; shape (channels, samples), finite."""
        if samples.size:
            high = _quantile(np.abs(samples[:, ::_STRIDE]).ravel(), _USUAL_IN_A_PIECE)
            if high > _SILENT:
                self._highs.append(high)

    def gain(self) -> float:
        """What to multiply the recording with: 1, or less where it usually goes far above full scale."""
        usual = _quantile(np.array(self._highs), _USUAL_PIECES) if self._highs else 0.0
        return 1.0 / usual if usual > LARGEST else 1.0


def _quantile(values: npt.NDArray[np.floating], share: float) -> float:
    """As `np.quantile`, which loads more modules when it is called first: too late in a confined process."""
    position = int(share * (len(values) - 1))
    return float(np.partition(values, position)[position])


def finite(samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The same samples with silence for what is no number."""
    return np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)


def limited(samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The same samples within `LARGEST`."""
    return np.clip(samples, -LARGEST, LARGEST)
