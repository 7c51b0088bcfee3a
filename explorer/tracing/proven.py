"""A user's module read so that the network is proven to be the module, or refused."""

from __future__ import annotations

from collections import deque

import torch
from torch import jit, nn

from explorer.own.places import told
from explorer.tracing import proof
from explorer.tracing.culprit import line_of, state_line
from explorer.tracing.errors import NotTheSameError, TraceError
from explorer.tracing.export import untraceable
from explorer.tracing.faithful import network_of
from explorer.tracing.kept import Kept
from explorer.tracing.meta import on_meta
from explorer.tracing.trace import Trace, Way, read
from explorer.tracing.watch import Watched, watch

_WORK = 100_000_000  # multiply-adds for one example: about a second for all passes
_ATTEMPTS = 8
_SMALLEST = 8  # pixels a side
_STATE = "its forward changes {} from call to call, and a graph holds the value of one call"
_UNREADABLE = "its forward cannot be read as a graph ({})"
_OTHERWISE = "read as a graph, {}"
_FALLBACK = "the network can only be read with it in one piece"


def proven(module: nn.Module, name: str, input_shape: tuple[int, ...]) -> Trace:
    """The first way to read `module`, which lies on the CPU, that gives the same network.

    torch.fx, then torch.export, then torch.fx with those parts kept whole that cannot be looked into. Raises
    NotTheSameError where no way is the same, UntraceableError where there is none, TraceError as `trace` does.
    """
    return _Reader(module, name, input_shape).trace()


class _Reader:
    """One way after the other to read one module."""

    def __init__(self, module: nn.Module, name: str, shape: tuple[int, ...]) -> None:
        self._module, self._name, self._shape = module, name, shape
        _check_parts(module)
        watched = self._watched()
        if watched.state.get(""):
            raise self._stateful(watched.state[""])
        kept = Kept(written=frozenset(watched.written), assigned=frozenset(watched.assigned))
        kept = kept.whole(module, {path: _STATE.format(", ".join(what)) for path, what in watched.state.items()})
        self._ways: deque[tuple[Way, Kept]] = deque([("fx", kept)])
        if not kept.modules:
            self._ways.append(("export", kept))
        self._tried = set(self._ways)
        self._problems: list[TraceError] = []

    def _watched(self) -> Watched:
        """What forward does besides computing; raises TraceError where the module itself does not train."""
        module = proof.copied(self._module)
        parameters = {n: p for n, p in module.named_parameters() if p.requires_grad}
        images = torch.randn(2, *self._shape, generator=torch.Generator().manual_seed(0))
        try:
            for number in range(2):
                proof.run(module.train(), images, parameters, number)
            return watch(module, images)
        except Exception as error:
            kind = type(self._module).__name__
            raise TraceError(f"{kind} fails in training, forward or backward: {told(error)}.") from error

    def trace(self) -> Trace:
        """The first proven one."""
        while self._ways and len(self._problems) < _ATTEMPTS:
            found = self._attempt(*self._ways.popleft())
            if found is not None:
                return found
            if not self._ways:
                self._keep_whole(dict.fromkeys(own_parts(self._module), _FALLBACK), Kept())
        raise next((p for p in self._problems if isinstance(p, NotTheSameError)), self._problems[0])

    def _attempt(self, way: Way, kept: Kept) -> Trace | None:
        try:
            found = read(on_meta(self._module), self._name, self._shape, way, kept)
        except Exception as error:
            if isinstance(error, TraceError) and not error.unreadable:
                raise
            self._problems.append(error if isinstance(error, TraceError) else untraceable(self._module, error))
            self._keep_whole({getattr(error, "inside", ""): _UNREADABLE.format(_first_line(error))}, kept)
            return None
        difference = self._difference(found)
        if difference is None:
            return found
        place, line = line_of(proof.copied(self._module), lambda m: network_of(m, found), self._shape)
        self._problems.append(self._not_the_same(difference, line))
        self._keep_whole({place: _OTHERWISE.format(difference.text())}, kept)
        return None

    def _keep_whole(self, why: dict[str, str], kept: Kept) -> None:
        """Try again with these parts, and all of their types, kept whole, for these reasons."""
        more = kept.whole(self._module, {path: text for path, text in why.items() if path})
        if more.modules != kept.modules and ("fx", more) not in self._tried:
            self._tried.add(("fx", more))
            self._ways.append(("fx", more))

    def _difference(self, found: Trace) -> proof.Difference | None:
        shapes = [self._shape] if (small := self._small(found)) is None else [small, self._shape]
        difference = None
        for shape in shapes:
            difference = proof.difference(proof.copied(self._module), lambda m: network_of(m, found), shape)
            if difference is None:
                return None
        return difference

    def _small(self, found: Trace) -> tuple[int, ...] | None:
        """A smaller input that costs less, where the module takes one; None for a network that is small enough."""
        channels, *sides = self._shape
        work, shape = found.graph.multiply_adds, self._shape
        while work > _WORK and min(sides) >= 2 * _SMALLEST:
            sides, work = [side // 2 for side in sides], work // 4
            shape = (channels, *sides)
        if shape == self._shape:
            return None
        module = proof.copied(self._module)
        try:
            for training, count in proof.PASSES[1:3]:
                proof.run(module.train(training), torch.zeros(count, *shape), {}, 0)
        except Exception:  # made for one size
            return None
        return shape

    def _stateful(self, what: list[str]) -> NotTheSameError:
        kind = type(self._module).__name__
        line = state_line(proof.copied(self._module), self._shape)
        return NotTheSameError(
            f"{kind} cannot be trained as it is written: its forward changes {', '.join(what)} from call to call"
            f"{f' ({line})' if line else ''}, and a graph holds the value of one call. Keep such state in a buffer "
            "(register_buffer) and draw with torch, on tensors; or move that part of forward into a submodule, which "
            "is then kept whole."
        )

    def _not_the_same(self, difference: proof.Difference, line: str) -> NotTheSameError:
        kind, mode = type(self._module).__name__, "training" if difference.training else "evaluation"
        return NotTheSameError(
            f"{kind} cannot be trained as it is written: read as a graph, in {mode} mode {difference.text()}"
            f"{f', from {line}' if line else ''}. Move that part of forward into a submodule, which is then kept "
            "whole, or write it with torch's functions on tensors."
        )


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")


def _check_parts(module: nn.Module) -> None:
    """Raise NotTheSameError for what torch has turned into a program of its own."""
    for path, part in module.named_modules():
        made = "torch.compile" if hasattr(part, "_orig_mod") else ""
        made = "torch.jit" if isinstance(part, jit.ScriptModule) else made
        if made:
            raise NotTheSameError(
                f"{f'The submodule {path}' if path else 'The model'} was made by {made}: its code cannot be read, and "
                f"its weights would be constants. Use the module as it was before {made}."
            )


def own_parts(module: nn.Module) -> list[str]:
    """The smallest submodules that are not of torch's own kinds and have others in them, or code of their own."""
    foreign = ("torch.", "torchvision.")
    own = [path for path, part in module.named_modules() if path and not type(part).__module__.startswith(foreign)]
    return [path for path in own if not any(other.startswith(f"{path}.") for other in own)]
