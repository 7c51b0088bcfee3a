"""What it costs to make the deepest network of the paper into a picture's numbers."""

from __future__ import annotations

from explorer.graph.layout import layout
from explorer.runs.spec import NetworkSpec
from explorer.tracing import describe
from tests.benchmarks.clocks import cost_ms
from tests.benchmarks.figures import deep, judge, sized

LIMIT_S = 2.5  # of the 4 that describing, laying out and drawing ResNet-1202 may take together


def test_the_deepest_network_is_described_and_laid_out_in_time() -> None:
    describe(NetworkSpec(name="resnet-8"))  # imports torch's meta kernels, once in a process
    depth = deep(1202, 20)
    found = []
    spent = cost_ms(lambda: found.append(layout(describe(NetworkSpec(name=f"resnet-{depth}")))), rounds=sized(3, 1))
    assert len(found[-1].arcs) == (depth - 2) // 2
    judge(f"ResNet-{depth} described and laid out", spent / 1e3, most=LIMIT_S, unit="s")
