"""How long the deepest network of the paper takes to become a picture's numbers."""

from __future__ import annotations

import statistics
import time

import pytest

from explorer.graph.layout import layout
from explorer.runs.spec import NetworkSpec
from explorer.tracing import describe

LIMIT = 2.5  # seconds, of the 4 that describing, laying out and drawing ResNet-1202 may take together


@pytest.mark.bench
def test_resnet_1202_is_described_and_laid_out_in_time() -> None:
    describe(NetworkSpec(name="resnet-8"))  # imports torch's meta kernels, once in a process
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        found = layout(describe(NetworkSpec(name="resnet-1202")))
        rounds.append(time.perf_counter() - start)
    print(f"ResNet-1202 described and laid out: {statistics.median(rounds):.2f} s")
    assert len(found.arcs) == 600
    assert statistics.median(rounds) <= LIMIT
