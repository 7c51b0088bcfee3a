"""Runs made by hand: a plain network of eleven layers and a classifier, measured as a test wants it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike

from explorer.graph.model import Call, NetworkGraph, Skip
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import EpochResult, Floats, Intervention, Outcome, Probe, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec

LAYERS = 12
PER_EPOCH = 25
CHANCE_LOSS = float(np.log(10))

HEALTHY: Mapping[str, ArrayLike] = {
    "gradient-norm": 0.5,
    "gradient-rms": 0.01,
    "gradient-weight-ratio": 0.05,
    "weight-norm": 10.0,
    "update-ratio": 2e-3,
    "start-distance": 0.3,
}
PROBED: Mapping[str, ArrayLike] = {"image-std": 0.8, "dead-channels": 0.0, "response-std": 0.5}


def make_graph(
    layers: int = LAYERS,
    *,
    normed: bool = True,
    frozen: Sequence[int] = (),
    skips: Sequence[Skip] = (),
    activation: str = "relu",
) -> NetworkGraph:
    """A chain of `layers` with weights, those at the places in `frozen` frozen; with `normed` a norm stands behind the
    first, an activation function before the classifier. A skip's calls are "input", "conv1" …, "head"."""
    convs = [f"conv{i}" for i in range(1, layers)]
    names = ("input", *convs[:1], *(["norm"] if normed else []), *convs[1:], activation, "head", "output")
    weighted = (*convs, "head")
    calls = {
        name: Call(name, "conv" if name in convs else "linear" if name == "head" else name, "Type", name,
                   (4, 8, 8), 10, 100, f"{name}.weight" if name in weighted else None,
                   frozen=name in weighted and weighted.index(name) in frozen)
        for name in names
    }  # fmt: skip
    dag = nx.DiGraph()
    nx.add_path(dag, names)
    return NetworkGraph("plain-12", (1, 8, 8), 10, dag, calls, tuple(skips))


def falling(steps: int, start: float = CHANCE_LOSS, end: float = 0.02, over: float = 0.3) -> Floats:
    """A loss that falls from `start` to `end` within the first part of the steps, and stays."""
    done = np.minimum(1, np.arange(steps) / (over * steps))
    return (start * (end / start) ** done).astype(np.float32)


def accuracy_of(loss: Floats) -> Floats:
    """What fits a loss: chance at ln 10, all right at 0."""
    return np.clip(0.1 + 0.9 * (1 - loss / CHANCE_LOSS), 0.1, 1).astype(np.float32)


def rows(values: ArrayLike, steps: int, columns: int = LAYERS) -> Floats:
    """`values` is a number, one for each layer, or a row for each step."""
    array = np.asarray(values, np.float32)
    return np.broadcast_to(array if array.ndim else array[None], (steps, columns)).astype(np.float32)


GRAPH, BARE = make_graph(), make_graph(normed=False)


def make_run(
    loss: ArrayLike | None = None,
    *,
    steps: int = 500,
    columns: int = LAYERS,
    accuracy: ArrayLike | None = None,
    test_loss: Sequence[float] | None = None,
    test_accuracy: float = 0.95,
    readings: Mapping[str, ArrayLike | None] | None = None,
    probes: Sequence[int] = (0, 100, 200, 300, 400, 499),
    moved: Sequence[int] = (),
    status: str | None = "completed",
    message: str = "",
    graph: NetworkGraph | None = None,
    class_shares: ArrayLike | None = None,
    network: Mapping[str, object] | None = None,
    training: Mapping[str, object] | None = None,
) -> RunHistory:
    """A run, healthy but for what is given: readings by name (None: never measured), losses, accuracies, test losses
    for each epoch, probed steps, gates moved, network and training settings, how it ended (None: it goes on); its
    graph, else that of the first rows, with a norm unless the network's setting is "none"; how common
    the classes are."""
    losses = falling(steps) if loss is None else np.broadcast_to(np.asarray(loss, np.float32), steps)
    right = accuracy_of(losses) if accuracy is None else np.broadcast_to(np.asarray(accuracy, np.float32), steps)
    given = {**HEALTHY, **PROBED, **(readings or {})}
    layers = {
        name: rows(given[name], steps, columns) for name in given if name not in PROBED and given[name] is not None
    }
    found = {name: rows(given[name], steps, columns) for name in PROBED if given[name] is not None}
    taken = tuple(Probe(s, {n: r[s] for n, r in found.items()}, 100) for s in probes if s < steps and found)
    epochs = tuple(_epoch(i, losses, right, test_loss, test_accuracy) for i in range(steps // PER_EPOCH))
    gates = tuple(Intervention(step, "skip1", 0.0) for step in moved)
    base = RunSpec(network=NetworkSpec(name="plain-26", width=8), training=TrainingSpec(epochs=20))
    spec = RunSpec(
        network=replace(base.network, **(network or {})), training=replace(base.training, **(training or {}))
    )
    usual = BARE if spec.network.norm == "none" else GRAPH
    run = RunHistory("a", spec, graph or (usual if columns == LAYERS else make_graph(columns)), PER_EPOCH)
    seconds = np.arange(steps, dtype=np.float32)
    shares = None if class_shares is None else np.asarray(class_shares, np.float32)
    run.append(Snapshot(0, losses, right, seconds, layers, epochs, gates, taken, shares))
    if status is not None:
        run.finish(Outcome(status, steps, float(steps), message))
    return run


def _epoch(i: int, loss: Floats, accuracy: Floats, test: Sequence[float] | None, test_accuracy: float) -> EpochResult:
    part = slice(i * PER_EPOCH, (i + 1) * PER_EPOCH)
    mean = float(loss[part].mean())
    return EpochResult(
        i + 1, part.stop - 1, mean, float(accuracy[part].mean()), mean if test is None else test[i], test_accuracy
    )


def slope(near: float, far: float) -> Floats:
    """A profile over the layers, straight on a log scale; the classifier is like the last layer."""
    return np.append(np.geomspace(near, far, LAYERS - 1), far).astype(np.float32)
