"""What a module's forward does besides computing: it changes Python state, parameters, buffers, or its input."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from explorer.random_state import drawing
from explorer.tracing import proof
from explorer.tracing.fingerprint import drawn
from explorer.tracing.python_state import RANDOM, Key, State

_LONG = 2.0  # seconds of processor time for the first pass: only training mode is looked at then
_LASTING = ("weight", "gradient", "submodule")  # kinds that a first call alone must not change either


@dataclass
class Watched:
    """What was seen in some forward passes.

    `state` maps the path of the module in whose own code it happened to what changed. `written` and `assigned` are
    buffers of modules that are not torch.nn's own layers; `input_written` says that the images are written to.
    """

    state: dict[str, list[Key]] = field(default_factory=lambda: defaultdict(list))
    written: set[str] = field(default_factory=set)
    assigned: set[str] = field(default_factory=set)
    input_written: bool = False

    def keys(self) -> frozenset[Key]:
        """All that changed, but for random numbers: those are drawn from a seed in every step."""
        return frozenset(key for found in self.state.values() for key in found if key != RANDOM)

    def texts(self, path: str) -> list[str]:
        """What changed in the code of the module at `path`, for people."""
        return list(dict.fromkeys(key.text(path) for key in self.state.get(path, ())))


def watch(module: nn.Module, images: Tensor) -> Watched:
    """Run `module` in both modes on the same images, with the same random numbers: what is not the same afterwards?

    `module` is modified; do not use it again. Raises what its forward or backward raises, NotPutBackError for state
    that cannot be put back. Where a pass takes more than 2 s, evaluation is not looked at.
    """
    watcher = _Watcher(module, images)
    watcher.look()
    return watcher.found


class NotPutBackError(TypeError):
    """State that changes from call to call and that no copy can be made of; its message names it."""


class _Watcher:
    """Passes, and fingerprints around them; hooks only where something changed, to see in which module."""

    def __init__(self, module: nn.Module, images: Tensor) -> None:
        self.found = Watched()
        self._module, self._images = module, images
        self._state = State(module)
        self._paths = {part: path for path, part in module.named_modules()}
        self._seconds = 0.0
        self._registered: list[tuple[dict[str, Any], str, Tensor, Tensor]] = [
            (place, name, tensor, tensor.detach().clone())
            for part in module.modules()
            for place in (part._parameters, part._buffers)
            for name, tensor in place.items()
            if tensor is not None
        ]

    def look(self) -> None:
        changed = self._first_pass()
        self._restore()
        changed |= self._changed(True)
        if self._seconds < _LONG:
            self._restore()
            self._pass(False)
            self._restore()
            changed |= self._changed(False)
        before = self._mode_read(True)
        self._module.eval()
        changed |= self._differing(before, self._mode_read(True))
        if changed:
            self._blame(changed)
            self._check_put_back()

    def _mode_read(self, training: bool, *, weights: bool = False) -> dict[Key, Hashable]:
        self._module.train(training)
        return self._state.read(weights=weights)

    def _first_pass(self) -> set[Key]:
        """Caches are filled in it; the module must be able to train, and must leave its parameters alone."""
        before, images = self._mode_read(True, weights=True), self._images.clone()
        names = {name for name, _ in self._module.named_parameters()}
        parameters = {n: p for n, p in self._module.named_parameters() if p.requires_grad}
        started = time.thread_time()
        proof.run(self._module, images, parameters, 0)
        self._seconds = time.thread_time() - started
        self.found.input_written = not torch.equal(images, self._images)
        if made := {name for name, _ in self._module.named_parameters()} - names:
            return {Key("weight", *_split(name)) for name in made}
        return {key for key in self._differing(before, self._state.read()) if key.kind in _LASTING}

    def _changed(self, training: bool) -> set[Key]:
        """What a pass changes after another one like it."""
        before = self._mode_read(training)
        drew = self._pass(training)
        changed = self._differing(before, self._state.read(weights=False))
        return changed | {RANDOM} if drew else changed

    def _pass(self, training: bool) -> bool:
        """Whether it drew Python's or numpy's random numbers."""
        self._module.train(training)
        with drawing(0), torch.set_grad_enabled(training):
            before = drawn()
            outputs = [o for o in proof.tensors_in(self._module(self._images.clone())) if o.requires_grad]
            if outputs:
                torch.autograd.backward(outputs, [torch.ones_like(o) for o in outputs])
            drew = before != drawn()
        for parameter in self._module.parameters():
            parameter.grad = None
        return drew

    def _restore(self) -> None:
        """Parameters and buffers are the same objects with the same values as at the beginning."""
        with torch.no_grad():
            for place, name, tensor, before in self._registered:
                place[name] = tensor
                tensor.copy_(before)

    def _differing(self, before: dict[Key, Hashable], after: dict[Key, Hashable]) -> set[Key]:
        """What was changed, but for buffers: those are noted."""
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        own = {path for part, path in self._paths.items() if not torchs(type(part))}
        for key in [key for key in changed if key.kind == "buffer"]:
            changed.remove(key)
            if key.place in own and key in before and key in after:
                same: Any = before[key], after[key]
                kind = self.found.assigned if same[0][0] != same[1][0] else self.found.written
                kind.add(f"{key.place}.{key.name}".lstrip("."))
        return changed

    def _blame(self, keys: set[Key]) -> None:
        """In which module's own code each of these changes; the whole's where no pass shows it again."""
        left = set(keys)

        def blame(path: str, changed: set[Key]) -> None:
            self.found.state[path] += sorted(changed)
            left.difference_update(changed)

        with self._hooked(keys, blame):
            for training in (True, False):
                self._restore()
                self._pass(training)
        for path, found in self.found.state.items():
            self.found.state[path] = list(dict.fromkeys(found))
        if left:
            self.found.state[""] += sorted(left)

    @contextmanager
    def _hooked(self, keys: set[Key], blame: Callable[[str, set[Key]], None]) -> Iterator[None]:
        """Before and after every module's forward, what has changed is attributed to the module that was running."""
        last: list[dict[Key, Hashable]] = [self._state.read(keys)]
        stack: list[str] = []

        def account() -> None:
            now = self._state.read(keys)
            changed = {key for key in keys if now.get(key) != last[0].get(key)}
            last[0] = now
            if stack and changed:
                blame(stack[-1], changed)

        def begin(part: nn.Module, _inputs: Any) -> None:
            if stack:
                account()
            else:
                last[0] = self._state.read(keys)
            stack.append(self._paths[part])

        def end(_part: nn.Module, _inputs: Any, _output: Any) -> None:
            account()
            stack.pop()

        handles = [p.register_forward_pre_hook(begin, prepend=True) for p in self._paths]
        handles += [p.register_forward_hook(end) for p in self._paths]
        try:
            yield
        finally:
            for handle in handles:
                handle.remove()

    def _check_put_back(self) -> None:
        """Whether a measurement can leave state as it was: it runs forward as well."""
        keys = self.found.keys()
        before = self._state.read(keys)
        with suppress(TypeError), self._state.put_back(keys):
            self._pass(True)
        lost = sorted(key for key, now in self._state.read(keys).items() if now != before.get(key))
        if lost:
            raise NotPutBackError(lost[0].text(""))


def torchs(kind: type) -> bool:
    """Whether a type of module is one of torch's own."""
    return kind.__module__.startswith(("torch.nn.", "torch.jit", "torch.ao.", "builtins"))


def _split(name: str) -> tuple[str, str]:
    place, _, last = name.rpartition(".")
    return place, last
