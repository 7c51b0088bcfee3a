"""A trainable network from a trace: gates, the module's own `train()` and its own hooks."""

from __future__ import annotations

import copy
import keyword

from torch import fx, nn

from explorer.graph.model import NetworkGraph
from explorer.tracing.gates import Gate, Junction, gated
from explorer.tracing.modes import ByMode
from explorer.tracing.python_state import HOOKS
from explorer.tracing.trace import Trace, nodes_for


def network_of(module: nn.Module, found: Trace) -> fx.GraphModule:
    """The network of a trace with weights of `module`, every gate at 1; `module` is used up, the trace is not."""
    graph = found.graph.with_enabled(frozenset(found.graph.skip))
    return rewritten(module, copy.deepcopy(nodes_for(module, found)), graph)[0]


def rewritten(
    module: nn.Module, nodes: fx.Graph, graph: NetworkGraph
) -> tuple[fx.GraphModule, dict[str, Junction | Gate]]:
    """`gated`, and what else belongs to `module`: hooks on the whole of it, and how it changes modes."""
    _allow_any()
    network, gates = gated(module, nodes, graph)
    for name in HOOKS:
        vars(network)[name].update(vars(module)[name])
    network._is_full_backward_hook = module._is_full_backward_hook
    if any(_has_own_train(part) for part in module.modules()):
        _follow(network, module)
    return network, gates


def _has_own_train(part: nn.Module) -> bool:
    own = {"train", "eval"}
    return not own.isdisjoint(vars(part)) or any(getattr(type(part), n) is not getattr(nn.Module, n) for n in own)


def _follow(network: fx.GraphModule, module: nn.Module) -> None:
    """Let `network` change modes as `module` does, which may keep parts of itself in evaluation.

    Layers are the module's own; calls that depend on the mode follow the module that they are made in.
    """

    def follow() -> None:
        for part in network.modules():
            if isinstance(part, ByMode):
                part.training = module.get_submodule(part.owner).training
        network.training = module.training

    def train(mode: bool = True) -> fx.GraphModule:
        module.train(mode)
        follow()
        return network

    def evaluate() -> fx.GraphModule:
        module.eval()
        follow()
        return network

    network.train = train  # type: ignore[method-assign]
    network.eval = evaluate  # type: ignore[method-assign]


def _format_target(base: str, target: str) -> str:
    """`base.a.b` as Python code, with getattr for what is no name in Python.

    WORKAROUND: torch.fx's own (2.14) lets keywords through ("class") and does not escape quotes.
    """
    code = base
    for name in target.split("."):
        plain = name.isidentifier() and not keyword.iskeyword(name)
        code = f"{code}.{name}" if plain else f"getattr({code}, {name!r})"
    return code


def _allow_any() -> None:
    """Have torch.fx write code for any name; for names in Python nothing changes."""
    fx.graph._format_target = _format_target
