"""Loading pyannote's checkpoints without running code that may be hidden in them.

pyannote.audio loads its checkpoints by unpickling anything (`weights_only=False`). Here only tensors, plain
containers and the few classes that such checkpoints need are let in, and only pyannote's own networks are
built.
"""

import inspect
import pickle
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

import torch

from exact_transcription.adapters.models import pyannote_audio as vendor
from exact_transcription.core.domain.errors import ModelError

_HARMLESS = [
    vendor.Specifications,
    vendor.Problem,
    vendor.Resolution,
    vendor.core_model.Introspection,
    torch.torch_version.TorchVersion,
    defaultdict,
]
_NETWORKS = "pyannote.audio.models."


def load_model(path: Path) -> Any:
    """Build the `pyannote.audio.Model` that a checkpoint describes, with its weights, in evaluation mode.

    Raises:
        ModelError: not such a checkpoint, or one that would run code of its own.
    """
    try:
        with torch.serialization.safe_globals(_HARMLESS):
            checkpoint = torch.load(path, map_location="cpu", weights_only=True)
        return _built(checkpoint)
    except (pickle.UnpicklingError, KeyError, TypeError, AttributeError, RuntimeError, EOFError) as error:
        raise ModelError(
            f"{path.name} is not a pyannote.audio checkpoint that can be loaded safely.",
            hint=f"Use the published file ({type(error).__name__}: {str(error)[:200]}).",
        ) from error


def _built(checkpoint: dict[str, Any]) -> Any:
    architecture = checkpoint["pyannote.audio"]["architecture"]
    if not architecture["module"].startswith(_NETWORKS):
        raise TypeError(f"{architecture['module']} is not one of pyannote.audio's networks")
    network = getattr(import_module(architecture["module"]), architecture["class"])
    known = inspect.signature(network).parameters
    model = network(**{k: v for k, v in checkpoint["hyper_parameters"].items() if k in known})
    model.on_load_checkpoint(checkpoint)
    # Training leftovers such as the loss function's weights are in some checkpoints and not in the network.
    missing = model.load_state_dict(checkpoint["state_dict"], strict=False).missing_keys
    if missing:
        raise KeyError(f"weights are missing: {', '.join(missing[:3])}")
    return model.eval()
