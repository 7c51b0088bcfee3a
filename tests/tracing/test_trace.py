from __future__ import annotations

from collections import Counter

import pytest
import torch
import torchvision
from torch import Tensor, nn

from explorer.tracing.trace import trace

IMAGE = (3, 224, 224)


def on_meta(name: str) -> nn.Module:
    with torch.device("meta"):
        return getattr(torchvision.models, name)()


# skips, and parameters and multiply-adds as torchvision publishes them (weights metadata, `_ops`)
RESIDUAL = {
    "resnet18": ({"identity": 5, "projection": 3}, 11_689_512, 1.814),
    "resnet34": ({"identity": 13, "projection": 3}, 21_797_672, 3.664),
    "resnet50": ({"identity": 12, "projection": 4}, 25_557_032, 4.089),
    "resnet152": ({"identity": 46, "projection": 4}, 60_192_808, 11.514),
}


@pytest.mark.parametrize("name", RESIDUAL)
def test_the_skips_of_torchvisions_residual_networks_are_found(name: str) -> None:
    kinds, parameters, multiply_adds = RESIDUAL[name]
    graph = trace(on_meta(name), name, IMAGE).graph
    assert Counter(skip.kind for skip in graph.skips) == kinds
    assert graph.parameters == parameters
    assert round(graph.multiply_adds / 1e9, 3) == multiply_adds
    assert graph.weighted_layers == int(name.removeprefix("resnet"))


@pytest.mark.parametrize(
    ("name", "parameters", "multiply_adds"), [("alexnet", 61_100_840, 0.714), ("vgg16", 138_357_544, 15.470)]
)
def test_networks_without_skips_have_none(name: str, parameters: int, multiply_adds: float) -> None:
    graph = trace(on_meta(name), name, IMAGE).graph
    assert graph.skips == ()
    assert (graph.parameters, round(graph.multiply_adds / 1e9, 3)) == (parameters, multiply_adds)


class _Spaghetti(nn.Module):
    """Everything that makes tracing go wrong in the field."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 3, 3, padding=1)
        self.conv2 = nn.Conv2d(3, 3, 3, padding=1)
        self.side = nn.Conv2d(3, 3, 1)
        self.relu = nn.ReLU(inplace=True)
        self.drop = nn.Dropout(0.1)
        self.position = nn.Parameter(torch.zeros(3, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.position  # no skip: a parameter, not a branch
        x = self.relu(x)
        out = self.relu(self.conv1(x))  # one ReLU module, called again
        out += self.drop(x)  # in place; dropout does not make it a projection
        twice = out + out  # no skip: one operand
        y = torch.add(self.side(twice), self.conv2(self.relu(self.conv1(twice))))  # conv1 called again
        z = self.conv2(y).add_(y) + 1  # no skip: a number
        z = self.relu(self.conv1(z)).add(self.side(z))  # no skip: equally many layers
        return z.mean((2, 3))


def test_skips_are_found_by_call_whatever_the_style() -> None:
    with torch.device("meta"):
        module = _Spaghetti()
    graph = trace(module, "spaghetti", (3, 8, 8)).graph
    found = [(s.kind, s.fork, s.junction, s.shortcut, s.residual) for s in graph.skips]
    assert found == [
        ("identity", "relu", "add_1", ("drop",), ("conv1", "relu_1")),
        ("projection", "add_2", "add_3", ("side",), ("conv1_1", "relu_2", "conv2")),
        ("identity", "add_3", "add_", (), ("conv2_1",)),
    ]


def test_a_parameter_used_twice_counts_once_and_its_work_twice() -> None:
    with torch.device("meta"):
        module = nn.Sequential(conv := nn.Conv2d(3, 3, 1, bias=False), nn.ReLU(), conv, nn.Flatten())
    graph = trace(module, "twice", (3, 4, 4)).graph
    assert graph.parameters == 9
    assert graph.multiply_adds == 2 * 9 * 16
    assert len(graph.layers) == 2


def test_stages_follow_the_resolution() -> None:
    graph = trace(on_meta("resnet18"), "resnet18", IMAGE).graph
    by_stage = {call.stage: call.shape[1:] for call in graph.calls.values()}
    sizes = [(224, 224), (112, 112), (56, 56), (28, 28), (14, 14), (7, 7)]
    assert [by_stage[stage] for stage in range(1, 7)] == sizes
    assert graph.calls["avgpool"].stage is None
    assert graph.calls["fc"].stage is None


def test_shapes_are_those_of_a_real_forward_pass() -> None:
    model = torchvision.models.resnet18().eval()
    graph = trace(on_meta("resnet18"), "resnet18", (3, 64, 64)).graph
    shapes: dict[str, list[tuple[int, ...]]] = {}
    for name, layer in model.named_modules():
        layer.register_forward_hook(
            lambda _m, _i, out, name=name: shapes.setdefault(name, []).append(tuple(out.shape[1:]))
        )
    model(torch.zeros(1, 3, 64, 64))
    called = [call for call in graph.calls.values() if call.type[0].isupper()]
    assert len(called) == 60
    for call in called:
        assert call.shape in shapes[call.path], call.id


def test_details_name_kernel_channels_stride_and_groups() -> None:
    with torch.device("meta"):
        module = nn.Sequential(nn.Conv2d(4, 8, (3, 5), stride=2, groups=2), nn.Flatten(), nn.Linear(8 * 7 * 6, 2))
    calls = list(trace(module, "net", (4, 16, 16)).graph.calls.values())
    assert [c.detail for c in calls] == ["", "3×5, 4 → 8, stride 2, 2 groups", "", "336 → 2", ""]
    assert [c.op for c in calls] == ["input", "conv", "flatten", "linear", "output"]
