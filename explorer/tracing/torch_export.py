"""Graphs of networks that torch.fx cannot read, by torch.export; or the line that stops both."""

from __future__ import annotations

import inspect
import linecache
import operator
import re
import sys
import traceback
import warnings
from pathlib import Path
from typing import Any

import torch
from torch import fx, nn

from explorer.tracing.trace_errors import UntraceableError

INSTALLED = tuple(str(Path(sys.modules[name].__file__ or "").parent) for name in ("torch", "inspect", __package__))
_ADVICE = (
    (("if ", "while ", "elif ", "assert "),
     "A graph cannot depend on tensor values: use torch.where, or branch on attributes of the module"),
    ((".item(", ".tolist(", "int(", "float(", "bool("), "Keep values in tensors; do not turn them into Python numbers"),
    ((".numpy(", "np.", "numpy."), "Use torch's functions in place of numpy's"),
    (("for ", "nonzero", "unique"), "Loop over modules or fixed ranges, not over tensor values"),
)  # fmt: skip
_FEWEST = 2  # images that torch.export takes a batch to have
_CHECKS = ("_guards", "aten._assert", "aten.sym_constrain")
_OTHERWISE = "Write it with torch's functions on tensors, without Python objects that depend on the input"


def export(module: nn.Module, input_shape: tuple[int, ...], *, training: bool) -> fx.Graph:
    """The graph of `module` in one mode, for any batch size; nodes name the module's own parameters and buffers.

    Constants that `forward` makes become buffers of `module` that no state dict holds. Raises what torch.export raises.
    """
    device = next((p.device for p in module.parameters()), torch.device("cpu"))
    example = torch.empty(2, *input_shape, device=device)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about torch's own inner workings
        program = torch.export.export(
            module.train(training), (example,), dynamic_shapes=_any_batch(module), strict=False
        )
        exported = program.module(check_guards=False)
    module.train()
    _check_batch_sizes(program)
    graph: fx.Graph = exported.graph
    for node in graph.nodes:
        if node.op == "get_attr" and not has(module, str(node.target)):
            module.register_buffer(str(node.target), operator.attrgetter(str(node.target))(exported), persistent=False)
    graph.owning_module = None  # it is to be another module's
    _clean(graph)
    _follow_device(graph)
    return graph


def untraceable(module: nn.Module, error: Exception) -> UntraceableError:
    """What stopped both ways, for the person whose code it is: file, line, its text, what to change."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.startswith(INSTALLED)]
    frames += [f for f in _quoted(str(error)) if not f.filename.startswith(INSTALLED)]
    name = type(module).__name__
    reason = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__).strip()
    if not frames:
        return UntraceableError(f"The graph of {name} cannot be read: {reason}")
    last = frames[-1]
    line = (last.line or linecache.getline(last.filename, last.lineno or 0)).strip()
    advice = next((text for signs, text in _ADVICE if any(sign in line for sign in signs)), _OTHERWISE)
    return UntraceableError(
        f"The graph of {name} cannot be read: {last.filename}, line {last.lineno}, stops it: {line!r}. {advice}. "
        f"({reason})"
    )


def _quoted(text: str) -> list[traceback.FrameSummary]:
    """The lines of Python that torch.export's own message quotes."""
    found = re.findall(r'File "([^"]+)", line (\d+), in (\S+)', text)
    return [traceback.FrameSummary(file, int(line), function) for file, line, function in found]


def _any_batch(module: nn.Module) -> Any:
    """torch.export's way to say that the first dimension of the one input varies."""
    first = next(iter(inspect.signature(module.forward).parameters.values()))
    varies = {0: torch.export.Dim.DYNAMIC}
    return ((varies,),) if first.kind is first.VAR_POSITIONAL else (varies,)


def has(module: nn.Module, name: str) -> bool:
    """Whether `module` has the attribute of this path."""
    try:
        operator.attrgetter(name)(module)
    except AttributeError:
        return False
    return True


def _follow_device(graph: fx.Graph) -> None:
    """Let every device that the graph names be that of its input: the network may be moved."""
    image = next(node for node in graph.nodes if node.op == "placeholder")
    with graph.inserting_after(image):
        device = graph.call_function(getattr, (image, "device"))
    for node in graph.nodes:
        node.args = fx.node.map_aggregate(node.args, lambda a: device if isinstance(a, torch.device) else a)
        node.kwargs = fx.node.map_aggregate(node.kwargs, lambda a: device if isinstance(a, torch.device) else a)
    if not device.users:
        graph.erase_node(device)


def _check_batch_sizes(program: torch.export.ExportedProgram) -> None:
    """Raise TraceError where the graph holds for some numbers of images only."""
    for symbol, limits in program.range_constraints.items():
        is_size = str(symbol).startswith("s")  # others are values of tensors
        if is_size and (int(limits.lower) > _FEWEST or "oo" not in str(limits.upper)):
            raise UntraceableError("The forward pass depends on the batch size.")


def _clean(graph: fx.Graph) -> None:
    """Take out guards and the count of batches, which no result depends on; one result alone, not in a tuple."""
    graph.set_codegen(fx.graph.CodeGen())
    for node in reversed(graph.nodes):
        first = next(iter(node.all_input_nodes), None)
        counts = first is not None and str(first.target).endswith("num_batches_tracked")
        unused = node.op == "get_attr" and not node.users
        if str(node.target).startswith(_CHECKS) or counts or unused:
            graph.erase_node(node)
    output = next(iter(reversed(graph.nodes)))
    results = output.args[0]
    if isinstance(results, list | tuple) and len(results) == 1:
        output.args = (results[0],)
