"""What goes into a network and what comes out: one batch of images, class scores first."""

from __future__ import annotations

import inspect
from typing import Any

from torch import Tensor, fx, nn

from explorer.tracing.trace_errors import TraceError


def check_inputs(module: nn.Module) -> None:
    """Raises TraceError where `forward` needs more than one input, or none."""
    parameters = inspect.signature(module.forward).parameters.values()
    needed = [p.name for p in parameters if p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    if len(needed) > 1:
        raise TraceError(
            f"{type(module).__name__} needs {len(needed)} inputs: {', '.join(needed)}; allowed: one, a batch of "
            "images. Give the others a default, or set them when the module is made."
        )
    if not list(parameters):
        raise TraceError(f"{type(module).__name__} takes no input; allowed: one, a batch of images.")


def plain_output(graph: fx.Graph) -> None:
    """Let the graph give a tensor or a plain tuple of tensors, class scores first, whatever it gave them in."""
    output = next(iter(reversed(graph.nodes)))
    given = output.args[0]
    made = given if isinstance(given, fx.Node) else None
    if made is not None and isinstance(made.target, type) and issubclass(made.target, tuple):
        given = [*made.args, *made.kwargs.values()]  # a named tuple
    if isinstance(given, dict):
        scores = given.get("out", next(iter(given.values()), None))
        given = [scores, *(value for value in given.values() if value is not scores)]
    if isinstance(given, list | tuple):
        results = tuple(value for value in given if isinstance(value, fx.Node))
        output.args = (results[0] if len(results) == 1 else results,)
        if made is not None:
            graph.erase_node(made)


def classes_of(output: Any, name: str) -> int:
    """How many classes the network tells apart; raises TraceError where its (first) result is not (N, classes)."""
    scores = output[0] if isinstance(output, list | tuple) and output else output
    if not isinstance(scores, Tensor):
        raise TraceError(f"{name} gives {type(scores).__name__}; allowed: a tensor of class scores (N, classes).")
    if scores.ndim != 2:
        shape = ", ".join(["N", *(str(int(size)) for size in scores.shape[1:])])
        raise TraceError(f"{name} gives a tensor of shape ({shape}); allowed: class scores (N, classes).")
    return int(scores.shape[1])
