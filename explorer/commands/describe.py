"""`residual-explorer describe`: what a network is made of."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from explorer.commands import options
from explorer.commands.failures import UsageError, usage_errors
from explorer.commands.jsonfile import dumps
from explorer.commands.networks import network_spec
from explorer.commands.option_groups import NETWORK, takes
from explorer.commands.own import looked_at
from explorer.commands.parsing import parse_shape
from explorer.graph.counts import parameters_text
from explorer.graph.kept_calls import kept_whole
from explorer.runs.spec import NO_DATA, NetworkSpec

if TYPE_CHECKING:
    from explorer.graph.model import NetworkGraph, Skip


@takes(NETWORK)
def describe(
    *,
    context: typer.Context,
    network: options.NetworkName,
    json: options.JsonFlag = False,
    save: options.GraphFile = None,
    dataset: options.DatasetShape = None,
    input_shape: options.InputShape = None,
    classes: options.Classes = None,
    **_others: object,
) -> None:
    """Print what a network is made of: parameters, multiply-adds, layers and skip connections.

    Without --dataset, --input and --classes they are the network's own, such as 3×224×224 and 1000 classes.
    """
    with usage_errors():
        if dataset is not None and (input_shape is not None or classes is not None):
            raise UsageError("--dataset decides input and classes: leave out --input and --classes, or --dataset.")
        spec = network_spec(network, context.params)
        graph = _graph(spec, dataset, None if input_shape is None else parse_shape(input_shape), classes)
        if save is not None:
            _save(graph, save)
    if json:
        typer.echo(dumps(as_data(graph)))
    else:
        _show(graph)
        if save is not None:
            typer.echo(f"{network} saved as {save}")


def as_data(graph: NetworkGraph) -> dict[str, Any]:
    """A network as JSON-ready data; `layers` are the weighted layers that run."""
    return {
        "name": graph.name,
        "input_shape": graph.input_shape,
        "classes": graph.classes,
        "parameters": graph.parameters,
        "trainable_parameters": graph.counts.trainable,
        "idle_parameters": graph.counts.idle,
        "multiply_adds": graph.multiply_adds,
        "weighted_layers": graph.weighted_layers,
        "verified": graph.verified,
        "output": graph.output,
        "kept": {call.id: call.kept for call in graph.calls.values() if call.kept},
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


def _graph(
    spec: NetworkSpec, dataset: str | None, input_shape: tuple[int, ...] | None, classes: int | None
) -> NetworkGraph:
    from explorer.datasets.dataset_lookup import fitted
    from explorer.tracing import describe as traced

    spec = fitted(spec, dataset or NO_DATA)
    spec = replace(spec, input_shape=input_shape or spec.input_shape, classes=classes or spec.classes)
    return looked_at(spec).graph if spec.source else traced(spec)


def _save(graph: NetworkGraph, file: Path) -> None:
    """Write the graph, or raise UsageError."""
    from explorer.graph.graph_files import write

    try:
        write(graph, file)
    except (ValueError, OSError) as error:
        raise UsageError(str(error)) from error


def _show(graph: NetworkGraph) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=graph.name, show_header=False)
    table.add_row("input", f"{'×'.join(map(str, graph.input_shape))}, {graph.classes} classes")
    table.add_row("parameters", parameters_text(graph.counts))
    table.add_row("multiply-adds", f"{graph.multiply_adds:,}")
    table.add_row("weighted layers", f"{graph.weighted_layers}")
    if graph.output:
        table.add_row("class scores", f"result {graph.output}")
    if graph.verified:
        table.add_row("verified", "outputs, gradients and buffers equal those of the model")
    for names, why in kept_whole(graph.calls.values()):
        table.add_row("kept as written", f"{names}: {why}")
    table.add_row("skips", f"{len(graph.enabled)} of {len(graph.skips)} on" if graph.skips else "none")
    for stage, skips in groupby(graph.skips, key=lambda skip: skip.stage):
        table.add_row(f"  stage {stage}" if stage else "  no stage", "\n".join(map(_skip_line, skips)))
    Console().print(table)


def _skip_line(skip: Skip) -> str:
    return f"{skip.id:<8} {skip.kind:<13} {'on' if skip.enabled else 'off'}"
