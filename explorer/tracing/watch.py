"""What a module's forward does besides computing: Python state, Python's random numbers, buffers."""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from explorer.tracing.proof import python_seeded

_PLAIN = (bool, int, float, complex, str, bytes)
_INTERNAL = frozenset(vars(nn.Module())) | {"training"}
_MODES = (True, True, False)


@dataclass
class Watched:
    """What was seen in some forward passes, by path of the module in whose own code it happened.

    `state` maps a path to what changed there ("self.calls", "Python's random numbers"). `written` and `assigned` are
    buffers of modules that are not torch.nn's own layers.
    """

    state: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    written: set[str] = field(default_factory=set)
    assigned: set[str] = field(default_factory=set)


def watch(module: nn.Module, images: Tensor) -> Watched:
    """Run `module` in both modes and see what changes; `module` is used up. Raises what its forward raises."""
    found = Watched()
    watcher = _Watcher(module, found)
    with python_seeded(0), watcher.hooked():
        for training in _MODES:
            module.train(training)
            with torch.set_grad_enabled(training):
                module(images)
    return found


class _Watcher:
    """Hooks before and after every module's forward; what changes in between is the innermost module's."""

    def __init__(self, module: nn.Module, found: Watched) -> None:
        self._found = found
        self._paths = {part: path for path, part in module.named_modules() if not _torchs(type(part))}
        self._globals = _own_globals(self._paths)
        self._stack: list[tuple[nn.Module, dict[str, Hashable], dict[str, tuple[int, float]]]] = []
        self._draws: tuple[Hashable, Hashable] = ((), ())

    @contextmanager
    def hooked(self) -> Iterator[None]:
        """The hooks are there inside."""
        handles = []
        for part in self._paths:
            handles.append(part.register_forward_pre_hook(self._begin, prepend=True))
            handles.append(part.register_forward_hook(self._end))
        try:
            yield
        finally:
            for handle in handles:
                handle.remove()

    def _begin(self, part: nn.Module, _inputs: Any) -> None:
        self._account()
        self._stack.append((part, own_state(part), _buffers(part)))

    def _end(self, part: nn.Module, _inputs: Any, _output: Any) -> None:
        self._account()
        _, before, buffers = self._stack.pop()
        path = self._paths[part]
        for name, value in own_state(part).items():
            if value != before.get(name, value):
                self._add(path, f"self.{name}")
        for name, (identity, content) in _buffers(part).items():
            full = f"{path}.{name}" if path else name
            if name in buffers and identity != buffers[name][0]:
                self._found.assigned.add(full)
            elif name in buffers and content != buffers[name][1]:
                self._found.written.add(full)

    def _account(self) -> None:
        """Lay what has changed for everybody to the module that is running."""
        now = (_drawn(), tuple(_globals_state(self._globals)))
        if self._stack:
            path = self._paths[self._stack[-1][0]]
            if now[0] != self._draws[0]:
                self._add(path, "Python's or numpy's random numbers")
            if now[1] != self._draws[1]:
                self._add(path, "variables of its file")
        self._draws = now

    def _add(self, path: str, what: str) -> None:
        if what not in self._found.state[path]:
            self._found.state[path].append(what)


def own_state(part: nn.Module) -> dict[str, Hashable]:
    """Fingerprints of a module's plain attributes and its class's; tensors and what holds them are not looked at."""
    own = {name: value for name, value in vars(part).items() if name not in _INTERNAL}
    shared = {name: value for kind in type(part).__mro__ if not _torchs(kind) for name, value in vars(kind).items()}
    return {name: _fingerprint(value) for name, value in (shared | own).items() if not name.startswith("__")}


def changing_state(part: nn.Module) -> tuple[object, ...]:
    """A fingerprint of all that `watch` looks at and that a line of `part`'s code may change."""
    return _drawn(), own_state(part), tuple(_globals_state(_own_globals({part: ""})))


def _drawn() -> Hashable:
    numpys = np.random.get_state(legacy=True)  # noqa: NPY002 (user code draws from it)
    return random.getstate(), numpys[1].tobytes(), numpys[2:]  # type: ignore[index]


def _fingerprint(value: Any) -> Hashable:
    if isinstance(value, _PLAIN):
        return type(value), value
    if isinstance(value, list | tuple | set | dict):
        return type(value), len(value), tuple(v for v in value if isinstance(v, _PLAIN))
    if isinstance(value, random.Random):
        return value.getstate()
    if isinstance(value, np.random.Generator):
        return repr(value.bit_generator.state)
    if isinstance(value, torch.Generator):
        return value.get_state().numpy().tobytes()
    return None


def _own_globals(parts: dict[nn.Module, str]) -> list[dict[str, Any]]:
    names = {type(part).__module__ for part in parts}
    return [vars(sys.modules[name]) for name in sorted(names) if name in sys.modules and not name.startswith("torch")]


def _globals_state(places: list[dict[str, Any]]) -> Iterator[Hashable]:
    for place in places:
        for name, value in list(place.items()):
            if not name.startswith("__") and not callable(value):
                yield name, _fingerprint(value)


def _buffers(part: nn.Module) -> dict[str, tuple[int, float]]:
    """Identity and content by name; writing to `buffer.data` is not seen in its version."""
    return {name: (id(b), float(b.double().sum())) for name, b in part._buffers.items() if b is not None}


def _torchs(kind: type) -> bool:
    return kind.__module__.startswith(("torch.nn.", "torch.jit", "builtins"))
