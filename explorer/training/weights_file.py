"""A network's parameters and buffers as a safetensors file, whatever memory they share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from explorer.whole_file import whole


def save(module: nn.Module, path: Path) -> None:
    """Write every tensor of the state dict under its own name, whole or not at all; raises OSError.

    Tied, overlapping and expanded tensors are written in full each: safetensors refuses memory that is shared.
    """
    try:
        with whole(path) as unfinished:
            save_file(unshared(_tensors(module)), str(unfinished))
    except SafetensorError as error:
        raise OSError(f"the weights could not be written to {path}: {error}") from error


def load(module: nn.Module, path: Path) -> None:
    """Read what `save` wrote; RuntimeError where it does not fit, OSError or SafetensorError where it is unreadable.

    A name that is absent is no fault where its memory is that of one that is there: files of version 0.3 hold one name
    of each shared tensor.
    """
    found = load_file(path)
    missing, unexpected = module.load_state_dict(found, strict=False)
    state = _tensors(module)
    read = {_memory(state[name]) for name in found if name in state}
    lacking = [name for name in missing if name in state and _memory(state[name]) not in read]
    if lacking or unexpected:
        raise RuntimeError(f"tensors missing: {lacking}, tensors not known: {unexpected}")


def _tensors(module: nn.Module) -> dict[str, Tensor]:
    """The state dict without the extra state of modules that have some."""
    return {name: value for name, value in module.state_dict().items() if isinstance(value, Tensor)}


def unshared(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Tensors as a file takes them: on the CPU, contiguous, each with memory of its own."""
    seen: set[int] = set()
    found = {}
    for name, tensor in tensors.items():
        whole = tensor.detach().cpu().contiguous()
        memory = whole.untyped_storage().data_ptr()
        found[name] = whole.clone() if memory in seen else whole
        seen.add(memory)
    return found


def _memory(tensor: Tensor) -> tuple[object, ...]:
    return tensor.data_ptr(), tensor.shape, tensor.stride()
