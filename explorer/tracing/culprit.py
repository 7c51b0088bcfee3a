"""Where a module does what its graph does not: the module and the line of the user's code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from explorer.own.code_places import line
from explorer.tracing import proof
from explorer.tracing.copies import Copies
from explorer.tracing.fingerprint import is_own_file
from explorer.tracing.python_state import Key, State

Frame = tuple[str, str, int]  # path of the module, file, line
_NOWHERE: Frame = ("", "", 0)


@dataclass
class _Entry:
    """One call of a torch function: where from, and numbers that tell its result and that result's gradient."""

    frame: Frame
    result: tuple[Any, ...]
    gradient: list[float] = field(default_factory=list)


def line_of(copies: Copies, twin: proof.Twin, input_shape: tuple[int, ...]) -> tuple[str, str]:
    """The first call of a module whose result, or else the last whose gradient, its twin has nowhere: the path of the
    module that makes it, and "net.py, line 12: x = ..."; empty where none is found."""
    try:
        mine, theirs = _logged(copies.new(), input_shape), _logged(twin(copies.new()), input_shape)
    except Exception:  # it explains a failure, and must not be one
        return "", ""
    known = {entry.result for entry in theirs}
    known_gradients = {(entry.result, *entry.gradient) for entry in theirs}
    frame = next((entry.frame for entry in mine if entry.result not in known), _NOWHERE)
    if frame is _NOWHERE:
        after = _NOWHERE
        for entry in reversed(mine):
            if (entry.result, *entry.gradient) not in known_gradients:
                frame = after if after is not _NOWHERE else entry.frame
                break
            after = entry.frame
    return _told(frame)


def state_line(module: nn.Module, keys: list[Key], input_shape: tuple[int, ...]) -> str:
    """The line of `module`'s own code after which one of these pieces of state has changed; empty where none is found.

    `module` is modified; do not use it again.
    """
    found: list[Frame] = []
    state = State(module)
    last: list[Any] = [None, _NOWHERE]

    def local(frame: FrameType, event: str, _argument: Any) -> Any:
        now = state.read(keys)
        if last[0] is not None and now != last[0] and not found:
            found.append(last[1])
        if event == "return" and frame.f_back is not None:  # what comes next happens in the line that called
            frame = frame.f_back
        last[:] = [now, ("", frame.f_code.co_filename, frame.f_lineno)]
        return local

    def trace(frame: FrameType, _event: str, _argument: Any) -> Any:
        return local if is_own_file(frame.f_code.co_filename) else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with torch.no_grad():
            module(torch.zeros(2, *input_shape))
    except Exception:  # it explains a refusal, and must not be one
        return ""
    finally:
        sys.settrace(before)
    return _told(found[0])[1] if found else ""


class _Log(TorchFunctionMode):
    """Notes every call of a torch function that gives a tensor of numbers."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.entries: list[_Entry] = []
        self._paths = {id(part): path for path, part in module.named_modules()}

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Called by torch for every function of its own."""
        result = func(*args, **(kwargs or {}))
        if isinstance(result, Tensor) and result.is_floating_point() and not isinstance(result, nn.Parameter):
            with torch.no_grad():
                numbers = (tuple(result.shape), float(result.sum()), float(result.abs().sum()), result.requires_grad)
            entry = _Entry(self._frame(), numbers)
            self.entries.append(entry)
            if result.requires_grad:
                result.register_hook(lambda g, entry=entry: entry.gradient.append(float(g.abs().sum())))
        return result

    def _frame(self) -> Frame:
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and not is_own_file(frame.f_code.co_filename):
            frame = frame.f_back
        if frame is None:
            return _NOWHERE
        return self._paths.get(id(frame.f_locals.get("self")), ""), frame.f_code.co_filename, frame.f_lineno


def _logged(module: nn.Module, input_shape: tuple[int, ...]) -> list[_Entry]:
    parameters = {n: p for n, p in module.named_parameters() if p.requires_grad}
    with _Log(module) as log:
        for number, each in enumerate(proof.PASSES):
            images = torch.randn(each.images, *input_shape, generator=torch.Generator().manual_seed(number))
            proof.run(module.train(each.training), images, parameters, number, gradients=each.gradients)
    return log.entries


def _told(frame: Frame) -> tuple[str, str]:
    path, file, number = frame
    return path, line(file, number) if number else ""
