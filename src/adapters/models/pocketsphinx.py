"""The English acoustic model and dictionary that the package `pocketsphinx` carries.

CMU Sphinx's en-us "PTM" model (BSD) for 16 kHz, and CMUdict in PocketSphinx's form: 39 phones, no stress.
"""

from pathlib import Path

from exact_transcription.adapters.models.packages import folder_of
from exact_transcription.adapters.models.weight_file import WeightFile

ORIGIN = "the package pocketsphinx"
_MODEL_FILES = {
    "en-us/feat.params": "c982c5f75e2a30c34d2c9ef1f6b129a5a00e67e3e927565076b58664cc2404c9",
    "en-us/mdef": "2360f9a86889c1cfee8bd618a0269387911e5fb2920a594f506b18b8c79683b0",
    "en-us/means": "832019e32cac12eb318964f96f469034acb12d0348eeddc3831831a100cb4dd4",
    "en-us/noisedict": "7295b07df2c204c4f87c6782b6be1a3859d7006d4e3864181c955d6dab105a33",
    "en-us/sendump": "8c9564c0d5bef69ca9d9bf1014abe162f071644cf02cf1fa8a483c3dc165a7a8",
    "en-us/transition_matrices": "c1f7f28ea43177be734be1f88bd7f1b9a853d0e660f8599c67c6eaeca8bb539a",
    "en-us/variances": "b00d696f85e96834fc10f8e5f06428d8c4db6bffdbe5845b6f69bf6efbc48fa5",
}
_DICTIONARY = ("cmudict-en-us.dict", "20b5c293e1f311fb375fe067e500ec5636f4fc7af5594967263696def9b23bfe")


def acoustic_model() -> Path:
    """The folder of the acoustic model, every file of it checked.

    Raises:
        ModelNotAvailableError: the package, or a file of it, is missing.
        ModelChecksumError: a file is not what was published.
    """
    folder = _folder()
    for name, sha256 in _MODEL_FILES.items():
        WeightFile(path=folder / name, sha256=sha256, origin=ORIGIN).verified()
    return folder / "en-us"


def dictionary() -> Path:
    """The pronouncing dictionary, checked; errors as for `acoustic_model`."""
    name, sha256 = _DICTIONARY
    return WeightFile(path=_folder() / name, sha256=sha256, origin=ORIGIN).verified()


def files() -> tuple[WeightFile, ...]:
    """All files that are used, unchecked.

    Raises:
        ModelNotAvailableError: the package is missing.
    """
    folder = _folder()
    return tuple(
        WeightFile(path=folder / name, sha256=sha256, origin=ORIGIN)
        for name, sha256 in (*_MODEL_FILES.items(), _DICTIONARY)
    )


def _folder() -> Path:
    return folder_of("pocketsphinx") / "model/en-us"
