"""Proof that a traced network is the module it was read from: equal outputs, gradients and buffers."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from explorer.random_state import seeded

PASSES = ((True, 3), (True, 2), (False, 2), (False, 3))
"""Mode and batch size, one pass after the other: state that a pass leaves behind shows in the next."""

_CLOSE = 1e-5  # of the largest value: what another order of additions may make of float32
_CLOSE_DOUBLE = 1e-9
_NOISE = 0.02  # added to every weight: zero-initialized branches would prove nothing

Twin = Callable[[nn.Module], nn.Module]


class Difference(NamedTuple):
    """One thing that differs: "output", "gradient" or "buffer" (or "error"), of which tensor, in which mode."""

    kind: str
    name: str
    training: bool
    error: str = ""

    def text(self) -> str:
        """For people, after "In training mode, "."""
        if self.kind == "error":
            return f"the graph fails: {self.error}"
        return f"the {self.kind}{f' of {self.name}' if self.name else ''} would differ"


@dataclass
class Passed:
    """What one pass gives: outputs, gradients by parameter, buffers; None where a parameter has no gradient."""

    outputs: list[Tensor]
    gradients: dict[str, Tensor | None]
    buffers: dict[str, Tensor]


def difference(module: nn.Module, twin: Twin, input_shape: tuple[int, ...]) -> Difference | None:
    """What differs between `module` and the network that `twin` makes of a copy of it; None where they are equal.

    Both have the same weights and random numbers. `module` lies on the CPU; its weights are changed.
    """
    with seeded(0):
        disturb(module)
    found = _compared(module, twin, input_shape, torch.float32)
    if found is None or found.kind == "error":
        return found
    with torch.no_grad():  # rounding is no difference: in double precision it is far below all that counts
        double = copied(module).double()
    try:
        return _compared(double, twin, input_shape, torch.float64)
    except Exception:  # the module's own code wants single precision
        return found


def disturb(module: nn.Module) -> None:
    """Add a little noise to every floating-point parameter."""
    with torch.no_grad():
        for parameter in module.parameters():
            if parameter.is_floating_point():
                parameter.add_(torch.randn_like(parameter) * _NOISE)


def copied(module: nn.Module, *, shared: bool = False) -> nn.Module:
    """A copy of a module, optionally with the same parameters; tensors that cannot be copied are shared."""
    memo: dict[int, Any] = {}
    for part in module.modules():
        for value in vars(part).values():
            if isinstance(value, Tensor) and not value.is_leaf:
                memo[id(value)] = value  # computed from parameters before every pass, such as a normalized weight
    if shared:
        memo |= {id(p): p for p in module.parameters()}
    return copy.deepcopy(module, memo)


def _compared(module: nn.Module, twin: Twin, shape: tuple[int, ...], dtype: torch.dtype) -> Difference | None:
    original, network = copied(module, shared=True), twin(copied(module, shared=True))
    parameters = {n: p for n, p in module.named_parameters() if p.requires_grad}
    for number, (training, count) in enumerate(PASSES):
        images = torch.randn(count, *shape, generator=torch.Generator().manual_seed(number)).to(dtype)
        theirs = run(original.train(training), images, parameters, number)
        try:
            ours = run(network.train(training), images, parameters, number)
        except Exception as error:
            return Difference("error", "", training, f"{type(error).__name__}: {error}".splitlines()[0])
        tolerance = _CLOSE if dtype == torch.float32 else _CLOSE_DOUBLE
        found = _first_difference(theirs, ours, tolerance)
        if found is not None:
            return Difference(*found, training)
    return None


def run(module: nn.Module, images: Tensor, parameters: dict[str, nn.Parameter], seed: int) -> Passed:
    """One pass forward and backward, its random numbers drawn from `seed`."""
    with seeded(seed), python_seeded(seed):
        outputs = list(_tensors(module(images)))
        if not module.training:
            outputs = outputs[:1]  # the class scores: auxiliary heads count in training only
        differentiable = [o for o in outputs if o.requires_grad]
        generator = torch.Generator().manual_seed(seed)
        weights = [torch.randn(o.shape, generator=generator).to(o.dtype) for o in differentiable]
        if differentiable:
            torch.autograd.backward(differentiable, weights)  # not grad(): reentrant checkpoints refuse that
        gradients = {name: parameter.grad for name, parameter in parameters.items()}
        for parameter in parameters.values():
            parameter.grad = None
    buffers = {name: buffer.clone() for name, buffer in module.named_buffers()}
    return Passed([o.detach() for o in outputs], gradients, buffers)


@contextmanager
def python_seeded(seed: int) -> Iterator[None]:
    """Python's and numpy's global random numbers start at `seed` inside, and are what they were afterwards."""
    kept, numpys = random.getstate(), np.random.get_state()  # noqa: NPY002 (user code draws from it)
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002
    try:
        yield
    finally:
        random.setstate(kept)
        np.random.set_state(numpys)  # noqa: NPY002


def _tensors(value: Any) -> Iterator[Tensor]:
    """The tensors in an output, class scores first, as `outputs.plain_output` has it."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, dict):
        first = value.get("out", next(iter(value.values()), None))
        yield from _tensors([first, *(v for v in value.values() if v is not first)])
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _tensors(part)


def _first_difference(theirs: Passed, ours: Passed, tolerance: float) -> tuple[str, str] | None:
    if len(theirs.outputs) != len(ours.outputs):
        return "number of outputs", ""
    for index, (a, b) in enumerate(zip(theirs.outputs, ours.outputs, strict=True)):
        if not _close(a, b, tolerance):
            return "output", "" if len(ours.outputs) == 1 else f"place {index + 1}"
    for name, a in theirs.buffers.items():
        if name in ours.buffers and not _close(a, ours.buffers[name], tolerance):
            return "buffer", name
    given = [g for g in theirs.gradients.values() if g is not None and g.numel()]
    absolute = tolerance * max((float(g.abs().nan_to_num(0, 0, 0).max()) for g in given), default=0.0)
    names = [n for n, g in theirs.gradients.items() if not _same_gradient(g, ours.gradients[n], tolerance, absolute)]
    return ("gradient", names[-1]) if names and given else None


def _same_gradient(theirs: Tensor | None, ours: Tensor | None, tolerance: float, absolute: float) -> bool:
    if theirs is None or ours is None:
        given = ours if theirs is None else theirs
        return given is None or not bool(given.any())
    return _close(theirs, ours, tolerance, absolute)


def _close(theirs: Tensor, ours: Tensor, tolerance: float, absolute: float = 0.0) -> bool:
    if theirs.shape != ours.shape or theirs.dtype != ours.dtype:
        return False
    if torch.equal(theirs, ours):
        return True
    if not theirs.is_floating_point():
        return False
    a, b = theirs.double(), ours.double()
    if not torch.equal(a.isfinite(), b.isfinite()):
        return False
    a, b = a.nan_to_num(0, 0, 0), b.nan_to_num(0, 0, 0)
    return float((a - b).abs().max()) <= tolerance * float(a.abs().max()) + absolute
