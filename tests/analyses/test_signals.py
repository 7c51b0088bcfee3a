"""Where a layer's signal is read, and how large it is, against forward passes written out by hand."""

from __future__ import annotations

import pytest
import torch

from explorer.analyses.signals import Signals, heard_at
from explorer.graph.model import NetworkGraph
from explorer.tracing import Network


def ops(graph: NetworkGraph) -> list[str]:
    return [graph.calls[call].op for call in heard_at(graph).values()]


@pytest.mark.parametrize("name", ["plain-8", "resnet-8"])
@pytest.mark.parametrize("norm", ["batch", "none"])
def test_every_convolution_is_heard_behind_its_activation(subject_of, name: str, norm: str) -> None:
    graph = subject_of(name, norm=norm).network().graph
    assert list(heard_at(graph)) == list(graph.main_path)
    assert ops(graph) == ["relu"] * 7 + ["linear"]
    assert len(set(heard_at(graph).values())) == 8


def test_pre_activation_is_heard_behind_the_addition(subject_of) -> None:
    """Where the next branch begins; behind the last block that is the tail's activation."""
    graph = subject_of("preact-8").network().graph
    heard = heard_at(graph)
    at = [heard[skip.residual[-1]] for skip in graph.skips]
    assert at[:-1] == [skip.junction for skip in graph.skips][:-1]
    assert graph.calls[at[-1]].path == "tail.relu"


def by_hand(network: Network, images: torch.Tensor, gate: float) -> list[torch.Tensor]:
    """The activations of a CIFAR network with one block in each stage, module by module."""
    module, found = network.module, []
    part = module.get_submodule
    x = part("stem.norm")(part("stem.conv")(images)).relu()
    found.append(x)
    for stage in ("stage1.0", "stage2.0", "stage3.0"):
        inner = part(f"{stage}.first.norm")(part(f"{stage}.first.conv")(x)).relu()
        out = part(f"{stage}.second.norm")(part(f"{stage}.second.conv")(inner))
        short = x if stage == "stage1.0" else padded(x)
        x = (out + gate * short).relu()
        found += [inner, x]
    return [*found, part("head")(x.mean((2, 3)))]


def padded(x: torch.Tensor) -> torch.Tensor:
    small = x[:, :, ::2, ::2]
    return torch.cat((small, torch.zeros_like(small)), 1)


@pytest.mark.parametrize(("name", "gate"), [("plain-8", 0.0), ("resnet-8", 1.0)])
def test_sizes_agree_with_a_pass_by_hand(subject_of, name: str, gate: float) -> None:
    network, images = subject_of(name).network(), subject_of().training_batch(16)[0]
    signals = Signals(network)
    scores = signals.run(images)
    expected = [signal.double() for signal in by_hand(network, images, gate)]
    assert torch.allclose(scores.double(), expected[-1], atol=1e-5)
    layers = network.graph.main_path
    deviations = [((s - s.mean()) ** 2).mean().sqrt().item() for s in expected]
    differences = [((s - s.mean(0)) ** 2).mean().sqrt().item() for s in expected]
    assert [signals.deviations[layer] for layer in layers] == pytest.approx(deviations, rel=1e-5)
    assert [signals.differences[layer] for layer in layers] == pytest.approx(differences, rel=1e-5)
