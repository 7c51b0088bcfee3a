"""What it costs to make every ImageNet network a graph from its name, once the engine is warm."""

from __future__ import annotations

import statistics

from explorer.choices.family import FAMILIES, Family
from explorer.runs.spec import NetworkSpec
from explorer.tracing import describe
from tests.benchmarks.clocks import cost_ms
from tests.benchmarks.figures import judge, record, sized

MEDIAN, WORST = 1.0, 5.0  # seconds


def cost(family: Family, depth: int | None) -> tuple[float, str]:
    name = family.name if depth is None else f"{family.name}-{depth}"
    spec = NetworkSpec(name=name, input_shape=family.shape, classes=family.classes, **family.defaults)
    return cost_ms(lambda: describe(spec), rounds=1) / 1e3, name


def test_every_imagenet_network_opens_in_time() -> None:
    describe(NetworkSpec(name="resnet-8"))  # imports torch's meta kernels, once in a process
    families = [family for family in FAMILIES if family.group.startswith("ImageNet")]
    networks = [(family, depth) for family in families for depth in family.depths or (None,)]
    assert len(networks) > 50
    found = sorted((cost(*network) for network in networks[: sized(len(networks), 1)]), reverse=True)
    judge(
        f"median of {len(found)} ImageNet networks described",
        statistics.median(s for s, _ in found),
        most=MEDIAN,
        unit="s",
    )
    judge("the slowest of them", found[0][0], most=WORST, unit="s", note=found[0][1])
    record("the next four", ", ".join(f"{name} {spent:.2f} s" for spent, name in found[1:5]))
