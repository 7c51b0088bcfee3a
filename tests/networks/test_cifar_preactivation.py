from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from explorer.choices.norm import NORMS
from explorer.runs.spec import SHORTCUTS, NetworkSpec
from explorer.tracing import build, describe

SMALL = NetworkSpec(name="preact-14", width=4, input_shape=(1, 8, 8))
BOTH = pytest.mark.parametrize("name", ["preact-14", "preact-bottleneck-20"])


def images() -> Tensor:
    return torch.randn(4, 1, 8, 8, generator=torch.Generator().manual_seed(0))


def norm_relu(channels: int) -> list[nn.Module]:
    return [nn.BatchNorm2d(channels), nn.ReLU()]


def plain_by_hand(width: int, kernels: tuple[int, ...], expansion: int) -> nn.Sequential:
    """The network of two blocks a stage without its skips, for 1×8×8, written from the paper's appendix alone."""
    layers: list[nn.Module] = [nn.Conv2d(1, width, 3, 1, 1, bias=False), *norm_relu(width)]
    inputs, first = width, True
    for stage in range(3):
        inner = width * 2**stage
        for block in range(2):
            widths = (inputs, *(inner,) * (len(kernels) - 1), inner * expansion)
            for i, kernel in enumerate(kernels):
                layers += [] if first else norm_relu(widths[i])
                stride = 2 if stage and not block and not i else 1
                layers.append(nn.Conv2d(widths[i], widths[i + 1], kernel, stride, kernel // 2, bias=False))
                first = False
            inputs = inner * expansion
    return nn.Sequential(*layers, *norm_relu(inputs), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, 10))


@pytest.mark.parametrize(
    ("name", "published", "projections"),
    [
        ("preact-110", 1_730_522, 2),
        ("preact-bottleneck-164", 1_703_258, 3),
        ("preact-bottleneck-272", 2_816_090, 3),
        ("preact-bottleneck-1001", 10_327_706, 3),
    ],
)
def test_parameters_equal_those_published_with_projections(name: str, published: int, projections: int) -> None:
    """pytorchcv's preresnet110, preresnet164bn, preresnet272bn and preresnet1001 for CIFAR-10."""
    graph = describe(NetworkSpec(name=name, shortcut="B"))
    depth = int(name.rpartition("-")[2])
    blocks = (depth - 2) // (9 if "bottleneck" in name else 6) * 3
    assert graph.parameters == published
    assert graph.weighted_layers == depth
    assert Counter(skip.kind for skip in graph.skips) == {"identity": blocks - projections, "projection": projections}


@pytest.mark.parametrize("n", [1, 3, 9])
def test_with_option_a_it_costs_what_its_twin_with_late_activation_costs(n: int) -> None:
    graph = describe(NetworkSpec(name=f"preact-{6 * n + 2}"))
    assert graph.parameters == 97_216 * n - 21_926
    assert graph.multiply_adds == 14_155_776 * n - 1_916_288
    assert len(graph.skips) == 3 * n


@pytest.mark.parametrize(
    ("name", "kernels", "expansion"), [(SMALL.name, (3, 3), 1), ("preact-bottleneck-20", (1, 3, 1), 4)]
)
@pytest.mark.parametrize("shortcut", ["A", "B"])
def test_with_its_skips_off_it_is_the_plain_network_to_the_bit(
    name: str, kernels: tuple[int, ...], expansion: int, shortcut: str
) -> None:
    module = build(replace(SMALL, name=name, shortcut=shortcut, skips="off"), seed=5).module
    hand = plain_by_hand(4, kernels, expansion)
    hand.load_state_dict(dict(zip(hand.state_dict(), module.state_dict().values(), strict=True)))
    assert torch.equal(module(images()), hand(images()))


def test_nothing_but_padding_lies_on_the_way_of_the_skips() -> None:
    """With every branch silent, the activated stem arrives at the tail as it is, subsampled and padded."""
    module = build(SMALL, seed=1).module.eval()
    with torch.no_grad():
        for name, weight in module.named_parameters():
            if name.endswith("second.conv.weight"):
                weight.zero_()
    stem = functional.relu(module.stem.norm(module.stem.conv(images())))
    padded = functional.pad(stem[:, :, ::4, ::4], (0, 0, 0, 0, 0, 12))
    expected = module.head(functional.relu(module.tail.norm(padded)).mean((2, 3)))
    assert torch.allclose(module(images()), expected, atol=1e-6)


def test_a_projection_starts_from_the_activated_input_and_an_identity_from_the_input() -> None:
    graph = describe(replace(SMALL, shortcut="B"))
    forks = [(skip.kind, graph.calls[skip.fork].op) for skip in graph.skips]
    assert forks == [("identity", "relu"), ("identity", "add"), *(("projection", "relu"), ("identity", "add")) * 2]


@BOTH
def test_its_convolutions_start_as_those_of_the_network_with_late_activation(name: str) -> None:
    late = build(replace(SMALL, name=name.replace("preact", "resnet")), seed=2).module
    ours = dict(build(replace(SMALL, name=name), seed=2).module.named_parameters())
    for parameter, value in late.named_parameters():
        if value.dim() > 1:
            assert torch.equal(ours[parameter], value), parameter


@BOTH
@pytest.mark.parametrize("norm", NORMS.names())
@pytest.mark.parametrize("shortcut", SHORTCUTS)
def test_it_runs_forward_and_backward_with_every_norm_and_shortcut(name: str, norm: str, shortcut: str) -> None:
    network = build(replace(SMALL, name=name, width=1, norm=norm, shortcut=shortcut), seed=0)
    network.module(images()).square().sum().backward()
    assert all(weight.grad is not None and weight.grad.isfinite().all() for weight in network.layer_weights())
