"""How long the layout of 1,202 layers takes, which the window does itself."""

from __future__ import annotations

import time

import pytest
from figures import record

from explorer.graph.layout import layout
from explorer.graph.model import NetworkGraph
from explorer.runs.spec import NetworkSpec
from explorer.tracing import describe

LIMIT = 0.1  # seconds of processor time


def seconds(graph: NetworkGraph) -> float:
    fresh = graph.with_enabled(frozenset(graph.skip))  # nothing cached from the last round
    start = time.process_time()
    layout(fresh)
    return time.process_time() - start


@pytest.mark.bench
def test_a_network_of_1202_layers_is_laid_out_in_time() -> None:
    graph = describe(NetworkSpec(name="resnet-1202"))
    fastest = min(seconds(graph) for _ in range(5))
    record("ResNet-1202 laid out, processor s", f"{fastest:.3f}", f"≤ {LIMIT:g}")
    assert fastest <= LIMIT
