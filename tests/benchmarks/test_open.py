"""How long every ImageNet network takes from its name to a graph, once the engine is warm."""

from __future__ import annotations

import statistics
import time

import pytest
from figures import record

from explorer.networks.registry import FAMILIES, Family
from explorer.runs.spec import NetworkSpec
from explorer.tracing import describe

MEDIAN, WORST = 1.0, 5.0  # seconds


def seconds(family: Family, depth: int | None) -> tuple[float, str]:
    name = family.name if depth is None else f"{family.name}-{depth}"
    settings = {"input_shape": family.shape, "classes": family.classes, **family.defaults}
    start = time.perf_counter()
    describe(NetworkSpec(name=name, **settings))
    return time.perf_counter() - start, name


@pytest.mark.bench
def test_every_imagenet_network_opens_in_time() -> None:
    describe(NetworkSpec(name="resnet-8"))  # imports torch's meta kernels, once in a process
    families = [family for family in FAMILIES if family.group.startswith("ImageNet")]
    found = sorted((seconds(f, depth) for f in families for depth in f.depths or (None,)), reverse=True)
    median, worst = statistics.median(spent for spent, _ in found), found[0][0]
    record(f"median of {len(found)} ImageNet networks described, s", f"{median:.2f}", f"≤ {MEDIAN:g}")
    record("worst five, s", ", ".join(f"{name} {spent:.2f}" for spent, name in found[:5]), f"≤ {WORST:g}")
    assert median <= MEDIAN
    assert worst <= WORST
