"""Initial weights of a user's model from a file: safetensors, or a state dict that torch.load reads as weights only."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from explorer.own.own_model_error import OwnModelError
from explorer.own.user_files import digest_of
from explorer.runs.spec import NetworkSpec

_INSIDE = ("state_dict", "model_state_dict", "model", "net", "weights")  # where training scripts keep the state dict
_PREFIXES = ("module.", "_orig_mod.", "model.", "net.")  # of DataParallel, torch.compile and Lightning
_NAMED = 3


def fill(module: nn.Module, spec: NetworkSpec) -> None:
    """Load the spec's file of weights into the module; OwnModelError where it is another file or does not fit."""
    path = Path(spec.weights)
    if digest_of(path) != spec.weights_digest:
        raise OwnModelError(f"{path} {'has changed since it was chosen' if path.exists() else 'does not exist'}.")
    state = _matched(_read(path), module)
    own = module.state_dict()
    lacking, strange = own.keys() - state.keys(), state.keys() - own.keys()
    shaped = {n for n in own.keys() & state.keys() if not lazy(own[n]) and own[n].shape != state[n].shape}
    wrong = ((lacking, "lacks"), (strange, "has in addition"), (shaped, "has in another shape"))
    told = "; ".join(f"it {what} {_shortened(names)}" for names, what in wrong if names)
    if told:
        raise OwnModelError(f"The weights in {path.name} are not those of {spec.name}: {told}.")
    module.load_state_dict(state)


def lazy(tensor: Tensor) -> bool:
    """Whether a tensor waits for its shape."""
    return nn.parameter.is_lazy(tensor)


def _read(path: Path) -> dict[str, Tensor]:
    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            return load_file(path)
        found: Any = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise OwnModelError(
            f"{path.name} holds more than tensors, and what it holds could run code. Save the weights alone: "
            "torch.save(model.state_dict(), …), or safetensors."
        ) from error
    except Exception as error:
        raise OwnModelError(f"{path.name} cannot be read as weights: {error}.") from error
    inner = (found[name] for name in _INSIDE if isinstance(found, Mapping) and isinstance(found.get(name), Mapping))
    state = next(inner, found)
    if not isinstance(state, Mapping) or not state or not all(isinstance(value, Tensor) for value in state.values()):
        raise OwnModelError(f"{path.name} holds no state dict: names with tensors. Save model.state_dict().")
    return {str(name): value for name, value in state.items()}


def _matched(state: dict[str, Tensor], module: nn.Module) -> dict[str, Tensor]:
    """The state without a prefix that all its names have and the module's have not."""
    own = module.state_dict().keys()
    for prefix in _PREFIXES:
        if all(name.startswith(prefix) for name in state) and not any(name in own for name in state):
            return {name.removeprefix(prefix): value for name, value in state.items()}
    return state


def _shortened(names: set[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(sorted(names)[:_NAMED])}{more}"
