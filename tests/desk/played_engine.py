"""The engine, played: what it answers a workbench that was asked for graphs and runs."""

import numpy as np

from explorer.engine.commands import Describe, Train
from explorer.engine.events import Described, Started
from explorer.runs.snapshot import Snapshot
from explorer.tracing import describe

GRAPHS = {}


def graph_of(network):
    if network not in GRAPHS:
        GRAPHS[network] = describe(network)
    return GRAPHS[network]


def answer(bench, sent):
    """Play the engine for every Describe asked."""
    for side in ("A", "B"):
        bench.graph(side)
    for command in [c for c in sent if isinstance(c, Describe)]:
        bench.handle(Described(command.token, graph_of(command.network)))


def start(bench, sent, sides=("A", "B")):
    """Train and play the engine's Started."""
    bench.train(sides)
    orders = next(c for c in sent if isinstance(c, Train)).orders
    for order in orders:
        graph = bench.describer.graph(order.spec)
        bench.handle(Started(order.run_id, order.name, order.spec, graph, 23, 276, "CPU"))
    return orders


def steps(history, count=2, **more):
    n = len(history.graph.layers)
    ones = np.ones(count, np.float32)
    return Snapshot(len(history), ones, ones, ones, {"gradient-rms": np.ones((count, n), np.float32)}, **more)
