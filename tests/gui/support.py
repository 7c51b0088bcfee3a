"""Networks and runs made by hand, for tests of the window: no torch, no training."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np

from explorer.graph.model import Call, NetworkGraph, Skip, SkipKind
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import ABSENT, BINS, Floats, Intervention, Per, Probe, Snapshot
from explorer.runs.spec import RunSpec

INSTRUMENTS = ("gradient-rms", "gradient-norm", "gradient-weight-ratio", "weight-norm")
PROBED: dict[str, Per] = {"activation-std": "layer", "gradient-share": "skip", "gradient-histogram": "bins"}
EVERY = 10
"""Steps between made-up probes."""


class _Maker:
    """Adds calls one after the other, each fed by the last (or by `after`)."""

    def __init__(self) -> None:
        self.calls: dict[str, Call] = {}
        self.edges: list[tuple[str, str]] = []
        self.last = ""

    def add(self, call: Call, *after: str) -> str:
        self.calls[call.id] = call
        self.edges += [(source, call.id) for source in after or ((self.last,) if self.last else ())]
        self.last = call.id
        return call.id


def _conv(path: str, inside: int, channels: int, size: int, stage: int, *, kernel: int = 3) -> Call:
    weights = inside * channels * kernel**2
    return Call(
        path.replace(".", "_"), "conv", "Conv2d", path, (channels, size, size), weights, weights * size**2,
        f"{path}.weight", stage,
    )  # fmt: skip


def residual_graph(
    depth: int = 20, shortcut: str = "A", on: bool = True, width: int = 8, size: int = 8
) -> NetworkGraph:
    """A network of the CIFAR family (6n+2 layers) on 1×8×8 digits: skips of kind A, B or C, all on or all off."""
    make, skips = _Maker(), []
    make.add(Call("x", "input", "input", "", (1, size, size), stage=1))
    make.add(_conv("conv1", 1, width, size, 1))
    inside = width
    blocks = (depth - 2) // 6
    for stage in (1, 2, 3):
        channels, extent = width * 2 ** (stage - 1), max(1, size // 2 ** (stage - 1))
        for block in range(blocks):
            path, fork = f"stage{stage}.{block}", make.last
            first = make.add(_conv(f"{path}.conv1", inside, channels, extent, stage))
            second = make.add(_conv(f"{path}.conv2", channels, channels, extent, stage))
            changes, own, kind = inside != channels, fork, "identity"
            if shortcut == "C" or (shortcut == "B" and changes):
                kind, own = (
                    "projection",
                    make.add(_conv(f"{path}.proj", inside, channels, extent, stage, kernel=1), fork),
                )
            elif changes:
                kind = "zero-padding"
                own = make.add(Call(f"{first}_pad", "pad", "pad", "", (channels, extent, extent), stage=stage), fork)
            add = make.add(Call(f"{first}_add", "add", "add", "", (channels, extent, extent), stage=stage), second, own)
            skips.append(
                _skip(
                    len(skips) + 1, kind, ends=(fork, add), own=own, residual=(first, second),
                    place=(stage, block + 1), on=on,
                )
            )  # fmt: skip
            inside = channels
    head = inside * 10
    make.add(Call("fc", "linear", "Linear", "fc", (10,), head + 10, head, "fc.weight"))
    dag = nx.DiGraph()
    dag.add_nodes_from(make.calls)
    dag.add_edges_from(make.edges)
    return NetworkGraph(f"resnet-{depth}", (1, size, size), 10, dag, make.calls, tuple(skips))


def _skip(
    number: int, kind: SkipKind, *, ends: tuple[str, str], own: str, residual: tuple[str, ...],
    place: tuple[int, int], on: bool,
) -> Skip:  # fmt: skip
    shortcut = () if own == ends[0] else (own,)
    return Skip(f"skip{number}", kind, *ends, shortcut, residual, *place, on)


def readings(graph: NetworkGraph, steps: int, seed: int = 0, first: int = 0) -> Floats:
    """Readings that look like gradients, shape (steps, layers): falling in time, drifting over depth, noisy."""
    rng = np.random.default_rng((seed, first))
    layers = len(graph.layers)
    depth = np.linspace(0, 1, layers)[None]
    time = np.log10(2 + first + np.arange(steps))[:, None]
    exponent = -1.4 - 0.6 * time - (0.9 if graph.enabled else -0.7) * depth + rng.normal(0, 0.12, (steps, 1))
    exponent = exponent + 0.18 * np.sin(depth * 23 + seed) + rng.normal(0, 0.05, (steps, layers))
    exponent[:, -1] += 1.2
    return (10.0**exponent).astype(np.float32)


def probe(graph: NetworkGraph, step: int, probed: dict[str, Per] = PROBED) -> Probe:
    """A made-up probe: shares and histograms move with the step, the first layer has nothing to measure."""
    rng = np.random.default_rng(step)
    bins = rng.integers(0, 50, (len(graph.layers), BINS)).astype(np.float32)
    layers = rng.uniform(0.05, 0.95, len(graph.layers)).astype(np.float32)
    layers[0] = ABSENT
    shares = np.linspace(0.2, 0.9, len(graph.skips), dtype=np.float32) * (0.5 + 0.5 / (1 + step))
    made = {"layer": layers, "skip": shares, "bins": bins.ravel(), "network": np.float32([20.0 + step])}
    return Probe(step, {name: made[per] for name, per in probed.items()}, EVERY, 0.024, 0.021)


def probed_history(graph: NetworkGraph, steps: int = 25) -> RunHistory:
    """A run that was probed every EVERY steps from step 0 on."""
    made = RunHistory("run", RunSpec(), graph, 23)
    plain = snapshot(graph, 0, readings(graph, steps))
    made.append(replace(plain, probes=tuple(probe(graph, step) for step in range(0, steps, EVERY))))
    return made


def snapshot(
    graph: NetworkGraph, first: int, rows: Floats, interventions: tuple[Intervention, ...] = ()
) -> Snapshot:  # fmt: skip
    """A snapshot whose instruments all read `rows`."""
    steps = len(rows)
    at = np.arange(first, first + steps, dtype=np.float32)
    return Snapshot(
        first, 2.3 / (1 + at / 40), 1 - 0.9 / (1 + at / 40), at * 0.03, dict.fromkeys(INSTRUMENTS, rows),
        interventions=interventions,
    )  # fmt: skip


def history(graph: NetworkGraph, steps: int = 0, seed: int = 0, rows: Floats | None = None) -> RunHistory:
    """A run of `graph` with `steps` steps of made-up readings (or with exactly `rows`)."""
    made = RunHistory("run", RunSpec(), graph, 23)
    if rows is None:
        rows = readings(graph, steps, seed)
    if len(rows):
        made.append(snapshot(graph, 0, rows))
    return made
