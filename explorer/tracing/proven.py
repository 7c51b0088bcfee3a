"""A user's module read so that the network is proven to be the module, or refused."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import torch
from torch import fx, jit, nn

from explorer.own.code_places import told
from explorer.tracing import proof
from explorer.tracing.copies import Copies, Make
from explorer.tracing.culprit import line_of, state_line
from explorer.tracing.faithful import network_of
from explorer.tracing.kept_parts import Kept
from explorer.tracing.side_effects import NotPutBackError, Watched, watch
from explorer.tracing.torch_export import untraceable
from explorer.tracing.trace import Trace, Way, read
from explorer.tracing.trace_errors import NotTheSameError, TraceError

_WORK = 100_000_000  # multiply-adds for one example: about a second for all passes
_LARGE_WORK, _LARGE_WEIGHTS = 2_000_000_000, 50_000_000  # from here on as few passes as possible
_ATTEMPTS = 8
_RESERVED = frozenset(dir(fx.GraphModule(nn.Module(), fx.Graph()))) - frozenset(dir(nn.Module()))
_SMALLEST = 8  # pixels a side
_LITTLE = (32, 64)  # the shorter side of large images in passes that only look for what forward changes
_STATE = "its forward changes {} from call to call, and the graph would keep one fixed value"
_UNREADABLE = "its forward cannot be read as a graph ({})"
_OTHERWISE = "read as a graph, {}"
_FALLBACK = "the network can only be read with it in one piece"


def proven(module: nn.Module, name: str, input_shape: tuple[int, ...], make: Make | None = None) -> Trace:
    """The first way to read `module`, which lies on the CPU, that gives the same network; `make` makes it once more.

    torch.fx, then torch.export, then torch.fx with those parts kept whole that cannot be looked into. Raises
    NotTheSameError where no way is the same, UntraceableError where there is none, TraceError as `trace` does.
    """
    return _Reader(module, name, input_shape, make).trace()


class _Reader:
    """One way after the other to read one module."""

    def __init__(self, module: nn.Module, name: str, shape: tuple[int, ...], make: Make | None) -> None:
        self._module, self._name, self._shape = module, name, shape
        _check_parts(module)
        self._copies = Copies(module, make)
        self._little = self._taken(_reduced(shape, _LITTLE)) if min(shape[1:]) >= 2 * _LITTLE[0] else None
        watched = self._watched()
        if watched.state.get(""):
            raise self._stateful(watched)
        kept = Kept(
            frozenset(), frozenset(watched.written), frozenset(watched.assigned), watched.keys(), watched.input_written
        )
        self._kept = kept = kept.whole(
            module, {path: _STATE.format(", ".join(watched.texts(path))) for path in watched.state}
        )
        self._ways: deque[tuple[Way, Kept]] = deque([("fx", kept)])
        if not kept.modules:
            self._ways.append(("export", kept))
        self._tried = set(self._ways)
        self._problems: list[TraceError] = []

    def _watched(self) -> Watched:
        """What forward does besides computing; raises TraceError where the module itself does not train."""
        images = torch.randn(2, *(self._little or self._shape), generator=torch.Generator().manual_seed(0))
        kind = type(self._module).__name__
        try:
            return watch(self._copies.new(), images)
        except NotPutBackError as error:
            raise NotTheSameError(
                f"{kind} cannot be trained as it is written: its forward changes {error}, which cannot be put back "
                "after a measurement. Keep such state in a buffer (register_buffer) or a plain attribute of the module."
            ) from error
        except Exception as error:
            raise TraceError(f"{kind} fails in training, forward or backward: {told(error)}.") from error

    def trace(self) -> Trace:
        """The first proven one."""
        while self._ways and len(self._problems) < _ATTEMPTS:
            found = self._attempt(*self._ways.popleft())
            if found is not None:
                return found
            if not self._ways:
                self._keep_whole(dict.fromkeys(own_parts(self._module), _FALLBACK), self._kept)
        raise next((p for p in self._problems if isinstance(p, NotTheSameError)), self._problems[0])

    def _attempt(self, way: Way, kept: Kept) -> Trace | None:
        try:
            found = read(self._copies.on_meta(), self._name, self._shape, way, kept)
        except Exception as error:
            if isinstance(error, TraceError) and not error.unreadable:
                raise
            self._problems.append(error if isinstance(error, TraceError) else untraceable(self._module, error))
            self._keep_whole({getattr(error, "inside", ""): _UNREADABLE.format(_first_line(error))}, kept)
            return None
        try:
            difference = self._difference(found)
        except proof.FailsError as error:
            kind, mode = type(self._module).__name__, "training" if error.training else "evaluation"
            raise TraceError(f"{kind} fails in {mode} mode: {told(error.error)}") from error.error
        if difference is None:
            fits = proof.fits_channels_last(
                self._copies, lambda m: network_of(m, found), self._small(found) or self._shape
            )
            return replace(found, contiguous=not fits)
        place, line = line_of(self._copies, lambda m: network_of(m, found), self._shape)
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
            size = (shape[-1] * shape[-2]) / (self._shape[-1] * self._shape[-2])
            large = found.graph.multiply_adds * size > _LARGE_WORK or found.graph.parameters > _LARGE_WEIGHTS
            passes = proof.FEW_PASSES if large else proof.PASSES
            difference = proof.difference(self._copies, lambda m: network_of(m, found), shape, passes)
            if difference is None:
                return None
        return difference

    def _small(self, found: Trace) -> tuple[int, ...] | None:
        """A smaller input that costs less, where the module takes one; None for a network that is small enough."""
        if found.graph.multiply_adds <= _WORK:
            return None
        return self._little or self._taken(
            _reduced(self._shape, (min(self._shape[1:]) // 4, min(self._shape[1:]) // 2))
        )

    def _taken(self, shapes: list[tuple[int, ...]]) -> tuple[int, ...] | None:
        """The first of these shapes of images that the module takes: some are made for one size."""
        for shape in shapes:
            module = self._copies.new()
            try:
                for each in proof.FEW_PASSES:
                    proof.run(module.train(each.training), torch.zeros(each.images, *shape), {}, 0)
            except Exception:
                continue
            return shape
        return None

    def _stateful(self, watched: Watched) -> NotTheSameError:
        kind, what = type(self._module).__name__, watched.texts("")
        line = state_line(self._copies.new(), watched.state[""], self._shape)
        return NotTheSameError(
            f"{kind} cannot be trained as it is written: its forward changes {', '.join(what)} from call to "
            f"call{f' ({line})' if line else ''}, and the graph would keep the value from one call. Keep such "
            "state in a buffer (register_buffer) and draw with torch, on tensors; or move that part of forward "
            "into a submodule, which is then kept whole. Move counters and logging out of forward."
        )

    def _not_the_same(self, difference: proof.Difference, line: str) -> NotTheSameError:
        kind, mode = type(self._module).__name__, "training" if difference.training else "evaluation"
        return NotTheSameError(
            f"{kind} cannot be trained as it is written: read as a graph, in {mode} mode {difference.text()}"
            f"{f', from {line}' if line else ''}. Move that part of forward into a submodule, which is then kept "
            "whole, or write it with torch's functions on tensors."
        )


def _reduced(shape: tuple[int, ...], sides: tuple[int, ...]) -> list[tuple[int, ...]]:
    """A shape of images with its shorter side so long, its proportions kept."""
    channels, *full = shape
    return [
        (channels, *(side * short // min(full) for side in full)) for short in sides if _SMALLEST <= short < min(full)
    ]


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")


def _check_parts(module: nn.Module) -> None:
    """Raise NotTheSameError for what torch has turned into a program of its own, and for names that torch.fx needs."""
    for name in (*module._modules, *module._parameters, *module._buffers):
        if name in _RESERVED:
            raise NotTheSameError(
                f"{type(module).__name__} has a submodule called {name!r}, a name reserved by torch.fx. Rename it."
            )
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
