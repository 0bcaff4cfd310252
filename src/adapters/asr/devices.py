"""Choosing where and in which number format a CTranslate2 model runs."""

import os
from dataclasses import dataclass

from exact_transcription.core.domain.errors import InvalidRequestError

CPU_BATCH, GPU_BATCH = 4, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a model runs.

    Attributes:
        device: `cpu` or `cuda`.
        compute_type: CTranslate2's name of the number format.
        threads: CPU threads.
        batch_size: chunks at once.
    """

    device: str
    compute_type: str
    threads: int
    batch_size: int


def placed(*, device: str, compute_type: str, threads: int, batch_size: int) -> Placement:
    """Fill in what was left open with what this machine has.

    Args:
        device: `auto`, `cpu` or `cuda`.
        compute_type: `auto` or one of CTranslate2's.
        threads: 0 for one a core that this process may use.
        batch_size: 0 for a size that suits the device.

    Raises:
        InvalidRequestError: the device or the compute type does not exist here.
    """
    import ctranslate2  # noqa: PLC0415 - slow import

    if device == "auto":
        device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    if device.partition(":")[0] == "cuda" and not ctranslate2.get_cuda_device_count():
        raise InvalidRequestError("There is no CUDA device here.", hint="Use --device cpu or auto.")
    supported = ctranslate2.get_supported_compute_types(device.partition(":")[0])
    if compute_type == "auto":
        # int8 on the CPU: measured faster than float32 at the same word error rate. On a GPU float16 is
        # the faster one where there are tensor cores.
        preferred = ("float16", "int8") if device != "cpu" else ("int8", "float32")
        compute_type = next((each for each in preferred if each in supported), "default")
    elif compute_type not in {"default", *supported}:
        raise InvalidRequestError(
            f"The compute type {compute_type!r} does not work on {device}.",
            hint=f"It can do {', '.join(sorted(supported))}.",
        )
    return Placement(
        device=device,
        compute_type=compute_type,
        threads=threads or len(os.sched_getaffinity(0)),
        batch_size=batch_size or (CPU_BATCH if device == "cpu" else GPU_BATCH),
    )
