"""Gates of a built network, moved as a person moves them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from explorer.tracing import Network, build
from tests.tracing.test_network import DIGITS, SMALLEST, images


class TestGates:
    @pytest.fixture
    def network(self) -> Network:
        return build(DIGITS, seed=0)

    def test_a_moved_gate_is_the_network_of_the_other_spec(self, network: Network) -> None:
        network.set_gate("skip2", 0)
        other = build(replace(DIGITS, skips=("skip1", "skip3")), seed=0)
        assert torch.equal(network.module(images()), other.module(images()))

    def test_a_skip_without_weights_can_be_switched_on_live(self, network: Network) -> None:
        plain = build(replace(DIGITS, name="plain-8"), seed=0)
        for skip in plain.graph.skip:
            plain.set_gate(skip, 1)
        assert torch.equal(network.module(images()), plain.module(images()))

    def test_a_projection_that_was_off_from_the_start_cannot_be_switched_on(self) -> None:
        plain = build(replace(DIGITS, name="plain-8", shortcut="B"), seed=0)
        plain.set_gate("skip1", 1)
        with pytest.raises(ValueError, match=r"skip2 cannot be switched on now.*without the weights of its projection"):
            plain.set_gate("skip2", 1)

    def test_a_projection_that_was_on_can_go_off_and_on(self) -> None:
        network = build(replace(DIGITS, shortcut="C"), seed=0)
        network.module.eval()
        before = network.module(images())
        network.set_gate("skip2", 0)
        assert not torch.equal(before, network.module(images()))
        network.set_gate("skip2", 1)
        assert torch.equal(before, network.module(images()))

    def test_a_gate_scales_the_shortcut(self, network: Network) -> None:
        junction = network.junctions["skip1"]
        network.set_gate("skip1", 0.25)
        residual, shortcut = torch.randn(2, 3), torch.randn(2, 3)
        assert torch.equal(junction(residual, shortcut), residual + 0.25 * shortcut)

    def test_a_closed_gate_lets_no_nan_through(self, network: Network) -> None:
        network.set_gate("skip1", 0)
        residual = torch.ones(2)
        assert torch.equal(network.junctions["skip1"](residual, torch.full((2,), torch.nan)), residual)

    @pytest.mark.parametrize("value", [-0.1, 1.5, float("nan"), float("inf")])
    def test_a_gate_lies_between_0_and_1(self, network: Network, value: float) -> None:
        with pytest.raises(ValueError, match=r"the gate of skip1 cannot be .*; allowed: 0 \(off\) to 1 \(on\)"):
            network.set_gate("skip1", value)

    def test_an_unknown_skip_is_named(self, network: Network) -> None:
        with pytest.raises(ValueError, match=r"no skip 'skip9' in resnet-8; allowed: skip1 … skip3"):
            network.set_gate("skip9", 1)


@pytest.mark.parametrize("skips", ["on", "off"])
@pytest.mark.parametrize("name", SMALLEST)
def test_each_skip_alone_moves_live_and_gradients_stay_finite(name: str, skips: str) -> None:
    network = build(replace(DIGITS, name=name, skips=skips), seed=0)
    for skip, junction in network.junctions.items():
        before = junction.gate
        for gate in (0.0, 0.4, 1.0):
            network.set_gate(skip, gate)
            scores = network.module(images())
            own = [p for p in network.module.parameters() if p.requires_grad]
            gradients = torch.autograd.grad(scores.square().sum(), own, allow_unused=True)
            assert all(torch.isfinite(g).all() for g in (scores, *gradients) if g is not None)
        network.set_gate(skip, before)
