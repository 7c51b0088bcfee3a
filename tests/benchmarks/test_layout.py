"""What the layout of 1,202 layers costs, which the window does itself."""

from __future__ import annotations

from explorer.graph.layout import layout
from explorer.runs.spec import NetworkSpec
from explorer.tracing import describe
from tests.benchmarks.clocks import cost_ms
from tests.benchmarks.figures import judge, sized


def test_the_deepest_network_is_laid_out_in_time() -> None:
    depth = sized(1202, 20)
    graph = describe(NetworkSpec(name=f"resnet-{depth}"))
    fresh = [graph]

    def forget() -> None:
        fresh[0] = graph.with_enabled(frozenset(graph.skip))  # nothing cached from the last round

    judge(f"ResNet-{depth} laid out", cost_ms(lambda: layout(fresh[0]), forget, sized(7, 1)), most=100, unit="ms")
