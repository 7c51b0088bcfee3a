"""`residual-explorer describe`: what a network is made of."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import typer

from explorer.commands import options
from explorer.commands.failures import UsageError, usage_errors
from explorer.commands.jsonfile import dumps
from explorer.commands.parsing import parse_shape, parse_skips
from explorer.runs.spec import NetworkSpec

if TYPE_CHECKING:
    from explorer.graph.model import NetworkGraph, Skip

_DEFAULT = NetworkSpec()


def describe(
    *,
    network: options.NetworkName,
    json: options.JsonFlag = False,
    dataset: options.DatasetShape = None,
    input_shape: options.InputShape = None,
    classes: options.Classes = None,
    width: options.Width = _DEFAULT.width,
    norm: options.Norm = _DEFAULT.norm,
    shortcut: options.Shortcut = _DEFAULT.shortcut,
    skips: options.Skips = str(_DEFAULT.skips),
) -> None:
    """Print what a network is made of: parameters, multiply-adds, layers and skip connections.

    Without --dataset and --input it is the paper's CIFAR setting: 3×32×32 and 10 classes.
    """
    with usage_errors():
        if dataset is not None and (input_shape is not None or classes is not None):
            raise UsageError("--dataset decides input and classes: leave out --input and --classes, or --dataset.")
        spec = NetworkSpec(
            name=network,
            width=width,
            norm=norm,
            shortcut=shortcut,
            skips=parse_skips(skips),
            input_shape=_DEFAULT.input_shape if input_shape is None else parse_shape(input_shape),
            classes=_DEFAULT.classes if classes is None else classes,
        )
        graph = _graph(spec, dataset)
    if json:
        typer.echo(dumps(as_data(graph)))
    else:
        _show(graph)


def as_data(graph: NetworkGraph) -> dict[str, Any]:
    """A network as JSON-ready data; `layers` are the weighted layers that run."""
    return {
        "name": graph.name,
        "input_shape": graph.input_shape,
        "classes": graph.classes,
        "parameters": graph.parameters,
        "multiply_adds": graph.multiply_adds,
        "weighted_layers": graph.weighted_layers,
        "skips": [
            {"id": s.id, "kind": s.kind, "enabled": s.enabled, "stage": s.stage, "block": s.block} for s in graph.skips
        ],
        "layers": [
            {
                "id": call.id,
                "op": call.op,
                "path": call.path,
                "shape": call.shape,
                "parameters": call.parameters,
                "multiply_adds": call.multiply_adds,
                "stage": call.stage,
            }
            for call in map(graph.calls.__getitem__, graph.layers)
        ],
    }


def _graph(spec: NetworkSpec, dataset: str | None) -> NetworkGraph:
    from explorer.datasets.registry import fitted
    from explorer.tracing import describe as traced

    return traced(spec if dataset is None else fitted(spec, dataset))


def _show(graph: NetworkGraph) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=graph.name, show_header=False)
    table.add_row("input", f"{'×'.join(map(str, graph.input_shape))}, {graph.classes} classes")
    table.add_row("parameters", f"{graph.parameters:,}")
    table.add_row("multiply-adds", f"{graph.multiply_adds:,}")
    table.add_row("weighted layers", f"{graph.weighted_layers}")
    table.add_row("skips", f"{len(graph.enabled)} of {len(graph.skips)} on" if graph.skips else "none")
    for stage, skips in groupby(graph.skips, key=lambda skip: skip.stage):
        table.add_row(f"  stage {stage}" if stage else "  no stage", "\n".join(map(_skip_line, skips)))
    Console().print(table)


def _skip_line(skip: Skip) -> str:
    return f"{skip.id:<8} {skip.kind:<13} {'on' if skip.enabled else 'off'}"
