"""What the layout of 1,202 layers costs, which the window does itself."""

from __future__ import annotations

from explorer.graph.layout import layout
from explorer.runs.spec import NetworkSpec
from explorer.tracing import describe
from tests.benchmarks.clocks import cost_ms
from tests.benchmarks.figures import deep, judge, sized


def test_the_deepest_network_is_laid_out_in_time() -> None:
    depth = deep(1202, 20)
    graph = describe(NetworkSpec(name=f"resnet-{depth}"))
    spent = cost_ms(lambda: layout(graph), graph.found.clear, sized(7, 1))  # nothing is known from the last round
    judge(f"ResNet-{depth} laid out", spent, most=100, unit="ms")
