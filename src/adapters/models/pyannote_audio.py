"""The parts of pyannote.audio that are used here, imported without reporting home and without noise.

Every import of pyannote goes through this module: it is slow (lightning pulls in torchmetrics, which pulls
in torchvision and transformers), so adapters import it when they first need a model.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from exact_transcription.adapters.models import telemetry

_IRRELEVANT = (
    (UserWarning, r"\s*torchcodec is not installed correctly"),  # audio is always handed over decoded
    (UserWarning, r"\s*The given NumPy array is not writable"),  # nothing here writes into a recording
    (UserWarning, r"\s*TensorFloat-32 \(TF32\) has been disabled"),  # it is put back by `kept_torch_flags`
    (UserWarning, r"(?s)\s*The detected number of speakers"),  # said by the result itself
    (RuntimeWarning, r"Mean of empty slice"),  # no speaker talks long enough alone: no centroid then
    (RuntimeWarning, r"invalid value encountered in (scalar )?divide"),
)


def silence() -> None:
    """Ignore the vendors' warnings that tell a user nothing; called before each use.

    Filters are added for good instead of with `catch_warnings`, which is not safe while recognition runs in
    another thread.
    """
    for category, message in _IRRELEVANT:
        warnings.filterwarnings("ignore", message=message, category=category)


telemetry.switch_off()
silence()

# isort: split
import torch  # noqa: E402
from pyannote.audio import Model  # noqa: E402
from pyannote.audio.core import model as core_model  # noqa: E402
from pyannote.audio.core.pipeline import Pipeline, expand_subfolders  # noqa: E402
from pyannote.audio.core.plda import PLDA  # noqa: E402
from pyannote.audio.core.task import Problem, Resolution, Specifications  # noqa: E402
from pyannote.audio.models.blocks.pooling import StatsPool  # noqa: E402
from pyannote.audio.pipelines import clustering  # noqa: E402
from pyannote.audio.pipelines.speaker_diarization import SpeakerDiarization  # noqa: E402
from pyannote.audio.utils.powerset import Powerset  # noqa: E402
from pyannote.core import Annotation, SlidingWindow, SlidingWindowFeature  # noqa: E402

__all__ = [
    "PLDA",
    "Annotation",
    "Model",
    "Pipeline",
    "Powerset",
    "Problem",
    "Resolution",
    "SlidingWindow",
    "SlidingWindowFeature",
    "SpeakerDiarization",
    "Specifications",
    "StatsPool",
    "clustering",
    "core_model",
    "expand_subfolders",
    "kept_torch_flags",
    "pick_device",
    "silence",
]


@contextmanager
def kept_torch_flags() -> Iterator[None]:
    """Put back the process-wide precision flags that pyannote changes while it runs."""
    matmul, cudnn = torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32
    try:
        yield
    finally:
        torch.backends.cuda.matmul.allow_tf32 = matmul
        torch.backends.cudnn.allow_tf32 = cudnn


def limit_threads(count: int) -> None:
    """Let torch use `count` threads of the processor in this process; 0 leaves it one a core.

    Its threads wait by spinning, which on a machine that does other work costs many times their work.
    """
    if count:
        torch.set_num_threads(count)


def pick_device(name: str) -> torch.device:
    """The device called `name`, or for "auto" the GPU where there is one."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(name)
