"""Proof that a traced network is the module it was read from: equal outputs, gradients, parameters and buffers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from explorer.random_state import drawing, seeded
from explorer.tracing.copies import NOISE, Copies


class Pass(NamedTuple):
    """Mode, batch size, and whether gradients are recorded: the program evaluates without and analyzes with them."""

    training: bool
    images: int
    gradients: bool = True


PASSES = (Pass(True, 3), Pass(False, 2, gradients=False), Pass(True, 2), Pass(False, 3))
"""One after the other, with a small change of all weights between: what a pass leaves behind, and what has been
computed of weights while reading, shows in the next."""
FEW_PASSES = (Pass(True, 2), Pass(False, 1, gradients=False))
"""For networks that take seconds for each."""

_CLOSE = 1e-5  # of the largest value: what another order of additions may make of float32
_CLOSE_DOUBLE = 1e-9
_CLOSE_LAYOUT = 1e-3  # other kernels, other orders of additions

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


class FailsError(Exception):
    """The module itself failed, in training or evaluation mode, with `error`."""

    def __init__(self, error: Exception, training: bool) -> None:
        super().__init__(str(error))
        self.error, self.training = error, training


@dataclass
class Passed:
    """What one pass gives: outputs, gradients by parameter, buffers; None where a parameter has no gradient."""

    outputs: list[Tensor]
    gradients: dict[str, Tensor | None]
    buffers: dict[str, Tensor]


def difference(
    copies: Copies, twin: Twin, input_shape: tuple[int, ...], passes: tuple[Pass, ...] = PASSES
) -> Difference | None:
    """What differs between a module and the network that `twin` makes of a copy of it; None where they are equal.

    Both have the same weights and random numbers. The module lies on the CPU.
    """
    found = _compared(copies, twin, input_shape, passes, torch.float32)
    if found is None or found.kind == "error":
        return found
    try:  # rounding is no difference: in double precision it is far below all that counts
        return _compared(copies, twin, input_shape, passes, torch.float64)
    except Exception:  # the module's own code wants single precision
        return found


def fits_channels_last(copies: Copies, twin: Twin, input_shape: tuple[int, ...]) -> bool:
    """Whether the network computes the same with images and weights in the channels-last layout.

    Code that takes views, or writes to them, may not: "view size is not compatible".
    """
    network = twin(copies.new())
    images = torch.randn(2, *input_shape, generator=torch.Generator().manual_seed(0))
    other = images.to(memory_format=torch.channels_last)
    theirs, _ = _scores(network.eval(), images)
    network.to(memory_format=torch.channels_last)
    try:
        ours, _ = _scores(network, other)
        ours_in_training, _ = _scores(network.train(), other)
    except Exception:
        return False
    theirs_in_training, drew = _scores(network.to(memory_format=torch.contiguous_format), images)
    alike = drew or _close(theirs_in_training, ours_in_training, _CLOSE_LAYOUT)  # masks of dropout follow the layout
    return alike and _close(theirs, ours, _CLOSE_LAYOUT)


def _scores(module: nn.Module, images: Tensor) -> tuple[Tensor, bool]:
    """Class scores, and whether random numbers were drawn for them."""
    with drawing(0), seeded(0) as drew, torch.no_grad():
        scores = next(tensors_in(module(images)))
        return scores, drew()


def _compared(
    copies: Copies, twin: Twin, shape: tuple[int, ...], passes: tuple[Pass, ...], dtype: torch.dtype
) -> Difference | None:
    original, network = copies.disturbed(dtype), twin(copies.disturbed(dtype))
    for parameter in network.parameters():  # as a move to a device does: what only shares its memory stays behind
        parameter.data = parameter.data.clone()
    pairs = _pairs(original, network)
    tolerance = _CLOSE if dtype == torch.float32 else _CLOSE_DOUBLE
    for number, each in enumerate(passes):
        if number:
            _nudge(original, pairs)
        images = torch.randn(each.images, *shape, generator=torch.Generator().manual_seed(number)).to(dtype)
        parameters = {n: p for n, p in original.named_parameters() if p.requires_grad}
        try:
            theirs = run(original.train(each.training), images.clone(), parameters, number, gradients=each.gradients)
        except Exception as error:
            raise FailsError(error, each.training) from error
        try:
            ours = run(network.train(each.training), images.clone(), pairs, number, gradients=each.gradients)
        except Exception as error:
            return Difference("error", "", each.training, f"{type(error).__name__}: {error}".splitlines()[0])
        found = _first_difference(theirs, ours, tolerance) or _different_parameter(original, pairs, tolerance)
        if found is not None:
            return Difference(*found, each.training)
    return None


def _pairs(original: nn.Module, network: nn.Module) -> dict[str, nn.Parameter]:
    """The network's parameters by the module's names for them; those that it does not use are left out."""
    ours = dict(network.named_parameters(remove_duplicate=False))
    first = {id(parameter): name for name, parameter in original.named_parameters()}
    found: dict[str, nn.Parameter] = {}
    for name, parameter in original.named_parameters(remove_duplicate=False):
        if name in ours:
            found.setdefault(first[id(parameter)], ours[name])
    return found


def _nudge(original: nn.Module, pairs: dict[str, nn.Parameter]) -> None:
    """Change all weights that train a little, as a step would, in both alike."""
    with torch.no_grad():
        for name, parameter in original.named_parameters():
            if parameter.requires_grad and parameter.is_floating_point():
                for one in (parameter, *([pairs[name]] if name in pairs else [])):
                    one.mul_(1 + NOISE).add_(NOISE / 2)


def _different_parameter(
    original: nn.Module, pairs: dict[str, nn.Parameter], tolerance: float
) -> tuple[str, str] | None:
    for name, theirs in original.named_parameters():
        ours = pairs.get(name, theirs)
        if ours.requires_grad != theirs.requires_grad:
            return "requires_grad", name
        if not _close(theirs.detach(), ours.detach(), tolerance):
            return "value", name
    return None


def run(
    module: nn.Module, images: Tensor, parameters: dict[str, nn.Parameter], seed: int, *, gradients: bool = True
) -> Passed:
    """One pass forward and backward, its random numbers drawn from `seed`; without `gradients` as in evaluation."""
    with drawing(seed), torch.set_grad_enabled(gradients):
        outputs = list(tensors_in(module(images)))
        if not module.training:
            outputs = outputs[:1]  # the class scores: auxiliary heads count in training only
        differentiable = [o for o in outputs if o.requires_grad]
        generator = torch.Generator().manual_seed(seed)
        weights = [torch.randn(o.shape, generator=generator).to(o.dtype) for o in differentiable]
        if differentiable:
            torch.autograd.backward(differentiable, weights)  # not grad(): reentrant checkpoints refuse that
        found = {name: parameter.grad for name, parameter in parameters.items()}
        for parameter in parameters.values():
            parameter.grad = None
    buffers = {name: buffer.clone() for name, buffer in module.named_buffers()}
    return Passed([o.detach() for o in outputs], found, buffers)


def tensors_in(value: Any) -> Iterator[Tensor]:
    """The tensors in an output, class scores first, as `outputs.plain_output` has it."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, dict):
        first = value.get("out", next(iter(value.values()), None))
        yield from tensors_in([first, *(v for v in value.values() if v is not first)])
    elif isinstance(value, list | tuple):
        for part in value:
            yield from tensors_in(part)


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
    absolute = tolerance * max(map(_largest, given), default=0.0)
    mine = ours.gradients
    names = [n for n, g in theirs.gradients.items() if not _same_gradient(g, mine.get(n), tolerance, absolute)]
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
    if not torch.equal(theirs.isfinite(), ours.isfinite()):
        return False
    return _largest(theirs - ours) <= tolerance * _largest(theirs) + absolute


def _largest(tensor: Tensor) -> float:
    """The largest absolute value of those that are finite, 0 where there is none."""
    if tensor.is_complex():
        tensor = tensor.abs()
    if not tensor.numel():
        return 0.0
    low, high = (float(value) for value in tensor.aminmax())
    if isfinite(low) and isfinite(high):
        return max(-low, high)
    return float(tensor.nan_to_num(0, 0, 0).abs().max())
