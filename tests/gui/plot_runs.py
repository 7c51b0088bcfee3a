"""Hand-made graphs and runs for the plots' tests."""

from __future__ import annotations

import networkx as nx
import numpy as np

from explorer.graph.model import Call, NetworkGraph, Skip
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import EpochResult, Intervention, Outcome, Snapshot
from explorer.runs.spec import RunSpec, TrainingSpec

PER_EPOCH = 23


def graph(layers: int = 8, classes: int = 10) -> NetworkGraph:
    """A chain of `layers` convolutions, with one projection on the shortcut of its only skip."""
    names = [f"conv{i}" for i in range(layers)]
    calls = {"input": Call("input", "input", "input", "", (3, 8, 8))}
    calls |= {n: Call(n, "conv", "Conv2d", n, (8, 8, 8), 9, 9, f"{n}.weight", 1) for n in names}
    side = Call("side", "conv", "Conv2d", "side", (8, 8, 8), 8, 8, "side.weight", 1)
    calls = dict([*list(calls.items())[:3], ("side", side), *list(calls.items())[3:]])
    dag = nx.DiGraph()
    nx.add_path(dag, ["input", *names])
    skip = Skip("skip1", "projection", "conv0", names[2], ("side",), ("conv1",), 1, 1)
    return NetworkGraph("resnet-8", (3, 8, 8), classes, dag, calls, (skip,))


def snapshot(
    first: int,
    loss: np.ndarray,
    columns: int,
    *,
    accuracy: np.ndarray | None = None,
    layers: np.ndarray | None = None,
    interventions: tuple[Intervention, ...] = (),
    test: float = 0.5,
) -> Snapshot:
    """Steps from `first`; epochs end every PER_EPOCH steps with test loss and accuracy `test`."""
    count = len(loss)
    steps = np.arange(first, first + count)
    ends = [int(s) for s in steps if (s + 1) % PER_EPOCH == 0]
    epochs = tuple(EpochResult((s + 1) // PER_EPOCH, s, 1.0, 0.5, test, test) for s in ends)
    return Snapshot(
        first,
        np.asarray(loss, np.float32),
        np.asarray(np.full(count, 0.5) if accuracy is None else accuracy, np.float32),
        np.asarray((steps + 1) * 0.1, np.float32),
        {"gradient-rms": np.asarray(np.full((count, columns), 1e-3) if layers is None else layers, np.float32)},
        epochs,
        interventions,
    )


def history(steps: int = 0, *, loss: np.ndarray | None = None, layers: int = 8, epochs: int = 15) -> RunHistory:
    """A run with `steps` steps (or one for each value of `loss`), the loss falling from 2.3."""
    made = RunHistory(f"run{steps}", RunSpec(training=TrainingSpec(epochs=epochs)), graph(layers), PER_EPOCH)
    values = 2.3 * np.exp(-np.arange(steps) / 100) if loss is None else loss
    if len(values):
        made.append(snapshot(0, values, len(made.graph.layers)))
    return made


def diverged(run: RunHistory) -> RunHistory:
    """The run, ended by divergence."""
    run.finish(Outcome("diverged", len(run), 1.0))
    return run
