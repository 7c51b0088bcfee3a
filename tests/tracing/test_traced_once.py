"""A registered network is traced once; each that is built of it has parts of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pytest
import torch
from torch import nn

from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe, network
from explorer.tracing.trace import trace

SPEC = NetworkSpec(name="resnet-8", width=2, input_shape=(1, 8, 8))


@pytest.fixture
def traced(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the networks that are traced."""
    names: list[str] = []

    def noted(module: nn.Module, name: str, shape: tuple[int, ...]) -> object:
        names.append(name)
        return trace(module, name, shape)

    monkeypatch.setattr(network, "trace", noted)
    network._read_once.cache_clear()
    yield names
    network._read_once.cache_clear()


def test_seeds_and_skips_share_a_trace_and_nothing_else_does(traced: list[str]) -> None:
    describe(SPEC)
    build(SPEC, 0)
    assert not describe(replace(SPEC, skips="off")).enabled
    build(replace(SPEC, skips=("skip1",)), 1)
    assert traced == ["resnet-8"]
    for other in (replace(SPEC, width=3), replace(SPEC, norm="none"), replace(SPEC, input_shape=(1, 9, 9))):
        assert describe(other) != describe(SPEC)
    assert traced == ["resnet-8"] * 4


@pytest.mark.parametrize("name", ["resnet-8", "stochastic-8", "mobilenet_v2"])
def test_networks_of_one_trace_have_no_part_in_common(name: str, traced: list[str]) -> None:
    shape = (3, 32, 32) if name == "mobilenet_v2" else SPEC.input_shape
    one, two = (build(replace(SPEC, name=name, input_shape=shape), 0) for _ in range(2))
    assert traced == [name]
    theirs = {id(part) for part in chain(one.module.modules(), one.module.parameters(), one.module.buffers())}
    assert theirs.isdisjoint(map(id, chain(two.module.modules(), two.module.parameters(), two.module.buffers())))
    one.module.eval()
    for skip in one.graph.skip:
        one.set_gate(skip, 0)
    assert all(part.training for part in two.module.modules())
    images = torch.randn(2, *shape)
    three = build(replace(SPEC, name=name, input_shape=shape), 0)
    with torch.no_grad():
        assert torch.equal(two.module.eval()(images), three.module.eval()(images))
