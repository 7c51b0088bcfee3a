"""A module as its code made it, brought into a form whose graph can be read; or what is wrong with it, and the cure."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _NormBase

from explorer.own import code_places
from explorer.own.model_results import choose
from explorer.own.own_model_error import OwnModelError
from explorer.own.weights import fill, lazy
from explorer.runs.spec import NetworkSpec

_DEEPEST = 3  # levels of lists in lists


def copied(module: nn.Module) -> nn.Module:
    """A copy of an instance. Weights that are computed before each pass (weight norm, pruning) cannot be copied: their
    values stand in for them until the first pass."""
    for part in module.modules():
        for name, value in vars(part).items():
            if isinstance(value, Tensor) and not value.is_leaf:
                vars(part)[name] = value.detach()
    return copy.deepcopy(module)


def uncopyable(module: nn.Module) -> str:
    """The attribute that keeps a module from being copied, as "self.conv.lock (a lock)"; empty where none does."""
    for path, part in module.named_modules():
        for name, value in vars(part).items():
            if name not in vars(nn.Module()):
                try:
                    copy.deepcopy(value)
                except Exception:
                    return f"self.{f'{path}.{name}'.lstrip('.')} (a {type(value).__name__})"
    return ""


def prepared(module: nn.Module, spec: NetworkSpec, label: str) -> nn.Module:
    """The module to trace: not compiled, lazy layers with their shapes, initial weights, and the output that counts.

    OwnModelError for what cannot be read or trained.
    """
    whole = f"{spec.name} of {label}"
    module = getattr(module, "_orig_mod", module)  # of torch.compile
    for path, part in module.named_modules():
        part._compiled_call_impl = None  # of Module.compile
        if isinstance(part, torch.jit.ScriptModule):
            what = f"The part {path} of {whole}" if path else whole
            raise OwnModelError(
                f"{what} is TorchScript: its weights and operations are compiled, and its graph cannot be read. Use "
                "the module as it is before torch.jit.script or torch.jit.trace."
            )
        if isinstance(part, _NormBase) and part.track_running_stats and part.momentum is None:
            raise OwnModelError(
                f"{path or 'The module'} ({type(part).__name__}) of {whole} has momentum=None: its running average "
                "depends on how many batches came before, which a graph cannot hold. Give it a momentum, such as 0.1."
            )
    _check_registered(module, whole)
    _materialize(module, spec, whole)
    if spec.weights:
        fill(module, spec)
    if spec.output:
        choose(module, spec)
    return module


def _materialize(module: nn.Module, spec: NetworkSpec, whole: str) -> None:
    """Give lazy layers their shapes, by one batch."""
    if not any(lazy(tensor) for tensor in (*module.parameters(), *module.buffers())):
        return
    training = module.training
    try:
        with torch.no_grad():
            module.eval()(torch.zeros(2, *spec.input_shape))
    except (Exception, SystemExit) as error:
        raise OwnModelError(
            f"{whole} failed on the batch that gives its lazy layers their shapes. {code_places.told(error)}."
        ) from error
    finally:
        module.train(training)
    left = [name for name, parameter in module.named_parameters() if lazy(parameter)]
    if left:
        raise OwnModelError(f"{whole} has lazy layers that its forward never calls: {left[0]}. Remove them.")


def _check_registered(module: nn.Module, whole: str) -> None:
    """OwnModelError where layers or parameters are kept in plain lists, so that PyTorch knows nothing of them."""
    known = {id(thing) for part in module.modules() for thing in (part, *part.parameters(recurse=False))}
    for path, part in module.named_modules():
        for name, value in vars(part).items():
            if name.startswith("_") or isinstance(value, nn.Module | Tensor):
                continue
            hidden = [thing for thing in _inside(value) if id(thing) not in known]
            if hidden:
                raise OwnModelError(_unregistered(hidden, value, f"{path}.{name}".lstrip("."), whole))


def _unregistered(hidden: list[nn.Module | nn.Parameter], kept: Any, path: str, whole: str) -> str:
    layers = any(isinstance(thing, nn.Module) for thing in hidden)
    cure = f"nn.{'Module' if layers else 'Parameter'}{'Dict' if isinstance(kept, dict) else 'List'}"
    kinds = ", ".join(sorted({type(thing).__name__ for thing in hidden}))
    return (
        f"{whole} keeps {len(hidden)} of its {'layers' if layers else 'parameters'} ({kinds}) in a plain "
        f"{type(kept).__name__}, self.{path}: PyTorch does not see them, so their weights are neither trained nor "
        f"moved to another device. Use {cure} for it."
    )


def _inside(value: Any, depth: int = 0) -> Iterator[nn.Module | nn.Parameter]:
    """Modules with parameters, and parameters, in lists, tuples, sets and dicts."""
    if isinstance(value, nn.Parameter) or (isinstance(value, nn.Module) and any(True for _ in value.parameters())):
        yield value
    elif isinstance(value, list | tuple | set | dict) and depth < _DEEPEST:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _inside(inner, depth + 1)
