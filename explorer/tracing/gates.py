"""Gates: what each skip hands to its junction is scaled by a number that can move while training."""

from __future__ import annotations

from collections import defaultdict

import torch
from torch import Tensor, fx, nn

from explorer.graph.model import NetworkGraph, Skip
from explorer.tracing.junctions import sum_tree
from explorer.tracing.sums import contribution, sum_of


class Junction(nn.Module):
    """`residual_gate · residual + gate · shortcut`. What has gate 0 is not touched at all: not even its NaN passes.

    The result is always a tensor of its own, as that of an addition is: an operator in place may follow.
    `shortcut_first`: the network adds in that order, which decides the sum's layout in memory, and with it the last bit
    of what follows. `number`: the gate as a scalar on the device, there while a step is recorded that is replayed with
    other gates later.
    """

    def __init__(self, gate: float, *, shortcut_first: bool = False) -> None:
        super().__init__()
        self.gate = gate
        self.number: Tensor | None = None
        self.residual_gate = 1.0
        self._shortcut_first = shortcut_first

    def forward(self, residual: Tensor, shortcut: Tensor) -> Tensor:
        """Two tensors, of one shape or broadcast to one → their gated sum."""
        if self.residual_gate != 1:
            residual = residual * self.residual_gate if self.residual_gate else torch.zeros_like(residual)
        if self.number is not None:
            number = self.number.to(residual.dtype)  # else autocast would widen the sum
            return torch.addcmul(residual, _let_through(shortcut, number), number)
        if self.gate == 0:
            if residual.shape != shortcut.shape:
                residual = residual.expand(torch.broadcast_shapes(residual.shape, shortcut.shape))
            return residual.clone()
        if self.gate == 1 and self._shortcut_first:
            return shortcut + residual
        return torch.add(residual, shortcut, alpha=self.gate)


class Gate(nn.Module):
    """`gate · operand`, for concatenations and for sums of several shortcuts. At gate 0 it gives plain zeros. `number`
    is as in Junction."""

    def __init__(self, gate: float) -> None:
        super().__init__()
        self.gate = gate
        self.number: Tensor | None = None

    def forward(self, operand: Tensor) -> Tensor:
        """A tensor → itself at gate 1, scaled otherwise."""
        if self.number is not None:
            number = self.number.to(operand.dtype)
            return _let_through(operand, number) * number
        if self.gate == 1:
            return operand
        return torch.zeros_like(operand) if self.gate == 0 else operand * self.gate


def _let_through(operand: Tensor, number: Tensor) -> Tensor:
    """An operand, zeros at gate 0: not even its NaN passes."""
    return torch.where(number == 0, 0.0, operand)


class Zeros(nn.Module):
    """Stands in a concatenation for an operand that is gone, as large as that was for one example."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        super().__init__()
        self._shape = shape

    def forward(self, beside: Tensor) -> Tensor:
        """Zeros for the batch of `beside`, another operand."""
        return beside.new_zeros(beside.shape[0], *self._shape)


def has_parameters(graph: NetworkGraph, skip: Skip) -> bool:
    """Whether the shortcut has parameters of its own (a projection)."""
    return any(graph.calls[call].parameters for call in skip.shortcut)


def gated(module: nn.Module, nodes: fx.Graph, graph: NetworkGraph) -> tuple[fx.GraphModule, dict[str, Junction | Gate]]:
    """`module` with a Junction or Gate (submodule "gates.<skip id>") for every skip; these by skip id.

    A skip that is off in `graph` and has parameters on its shortcut goes altogether: shortcut and parameters, and
    the addition; a concatenation gets zeros. One without stays, at gate 0, and can be switched on live. `module`
    and `nodes` are used up.
    """
    rewriting = _Rewriting(module, nodes, graph)
    for skip in graph.skips:
        rewriting.gate(skip)
    rewriting.sweep()
    return fx.GraphModule(module, nodes, type(module).__name__), rewriting.gates


class _Rewriting:
    """Puts gates into a graph, one skip after another."""

    def __init__(self, module: nn.Module, nodes: fx.Graph, graph: NetworkGraph) -> None:
        self.gates: dict[str, Junction | Gate] = {}
        self._nodes = nodes
        self._graph = graph
        self._by_name: dict[str, fx.Node] = {node.name: node for node in nodes.nodes}
        self._replaced: dict[fx.Node, fx.Node] = {}
        self._idle = {node for node in nodes.nodes if not node.users}
        self._modules = nn.Module()
        self._place = free_name(module, "gates")
        module.add_module(self._place, self._modules)
        self._done: set[str] = set()
        self._by_junction: defaultdict[str, list[Skip]] = defaultdict(list)
        for skip in graph.skips:
            self._by_junction[skip.junction].append(skip)
        self._sums = {s.junction: sum_tree(self._by_name[s.junction]) for s in graph.skips if s.kind != "concatenation"}

    def gate(self, skip: Skip) -> None:
        """One skip's gate, or its end."""
        self._done.add(skip.id)
        gone = not skip.enabled and has_parameters(self._graph, skip)
        if skip.kind == "concatenation":
            self._gate_part(skip, gone)
        else:
            self._gate_summand(skip, gone)

    def sweep(self) -> None:
        """Erase what nothing uses any longer."""
        for node in reversed(self._nodes.nodes):
            if not node.users and node not in self._idle:
                self._nodes.erase_node(node)

    def _gate_part(self, skip: Skip, gone: bool) -> None:
        junction, operand = self._current(skip.junction), self._current(skip.operand)
        with self._nodes.inserting_before(junction):
            if gone:
                new = self._add(skip, Zeros(self._graph.calls[skip.operand].shape), self._beside(skip, junction))
            else:
                new = self._add(skip, Gate(float(skip.enabled)), operand)
        junction.replace_input_with(operand, new)

    def _beside(self, skip: Skip, junction: fx.Node) -> fx.Node:
        """An operand of a concatenation that is no skip's: there always is one, the last that is computed."""
        shortcuts = {self._current(s.operand) for s in self._by_junction[skip.junction]}
        ours = f"{self._place}."
        return next(n for n in junction.all_input_nodes if n not in shortcuts and not str(n.target).startswith(ours))

    def _gate_summand(self, skip: Skip, gone: bool) -> None:
        operand = self._current(skip.operand)
        addition = next(n for n in operand.users if n in self._sums[skip.junction])
        found = sum_of(addition)
        if found is None:
            raise AssertionError(f"{addition} is no sum")
        mine = 0 if operand in found.terms[0] else 1
        with self._nodes.inserting_before(addition):
            if any(self._is_pending(skip.junction, other) for other in found.terms[1 - mine]) and not gone:
                addition.replace_input_with(operand, self._add(skip, Gate(float(skip.enabled)), operand))
                return
            other = contribution(self._nodes, addition, 1 - mine)
            if gone:
                self._replace(addition, self._alone(skip, other))
                return
            shortcut = contribution(self._nodes, addition, mine)
            if not found.plain:
                shortcut.meta.setdefault("skip", skip.id)
            junction = Junction(float(skip.enabled), shortcut_first=mine == 0)
            self._replace(addition, self._add(skip, junction, other, shortcut))

    def _alone(self, skip: Skip, other: fx.Node) -> fx.Node:
        """What is left of a sum, as large as the sum was, in a tensor of its own."""
        shape = self._graph.calls[skip.junction].shape
        before = self._graph.calls.get(other.name)
        if before is None or before.shape != shape:
            other = self._nodes.call_method("expand", (other, -1, *shape))
        return self._nodes.call_method("clone", (other,))

    def _is_pending(self, junction: str, operand: fx.Node) -> bool:
        """Whether an operand of a sum still gets a gate of its own."""
        return any(self._current(s.operand) is operand for s in self._waiting(junction))

    def _waiting(self, junction: str) -> list[Skip]:
        return [s for s in self._by_junction[junction] if s.id not in self._done]

    def _add(self, skip: Skip, gate: nn.Module, *inputs: fx.Node) -> fx.Node:
        if isinstance(gate, Junction | Gate):
            self.gates[skip.id] = gate
        self._modules.add_module(skip.id, gate)
        return self._nodes.call_module(f"{self._place}.{skip.id}", inputs)

    def _replace(self, addition: fx.Node, new: fx.Node) -> None:
        addition.replace_all_uses_with(new)
        self._nodes.erase_node(addition)
        self._replaced[addition] = new

    def _current(self, call: str) -> fx.Node:
        """What stands for a call by now."""
        node = self._by_name[call]
        while node in self._replaced:
            node = self._replaced[node]
        return node


def free_name(module: nn.Module, wanted: str) -> str:
    """A name for a new submodule that the module does not use itself."""
    while hasattr(module, wanted):
        wanted += "_"
    return wanted
