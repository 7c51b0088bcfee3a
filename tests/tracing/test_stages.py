from __future__ import annotations

import pytest
import torch
import torchvision
from torch import Tensor, nn

from explorer.graph.model import Call, NetworkGraph
from explorer.graph.ops import Op
from explorer.tracing.stages import Stages
from explorer.tracing.trace import trace


def graph_of(module: nn.Module, side: int) -> NetworkGraph:
    return trace(module.to("meta"), "net", (3, side, side)).graph


class UNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.down1, self.down2 = nn.Conv2d(3, 4, 3, 2, 1), nn.Conv2d(4, 4, 3, 2, 1)
        self.up1, self.up2 = nn.ConvTranspose2d(4, 4, 2, 2), nn.Upsample(scale_factor=2)
        self.pool, self.head = nn.AdaptiveAvgPool2d(1), nn.Linear(4, 5)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.pool(self.up2(self.up1(self.down2(self.down1(x))))).flatten(1))


def test_on_the_way_up_a_resolution_keeps_its_stage() -> None:
    calls = graph_of(UNet(), 16).calls
    stages = {name: calls[name].stage for name in ("x", "down1", "down2", "up1", "up2", "pool", "flatten", "head")}
    assert list(stages.values()) == [1, 2, 3, 2, 1, None, None, None], stages


class Tokens(nn.Module):
    """Patches become tokens, and a map again."""

    def __init__(self) -> None:
        super().__init__()
        self.patch, self.mix, self.conv, self.head = (
            nn.Conv2d(3, 4, 4, 4),
            nn.Linear(4, 4),
            nn.Conv2d(4, 4, 1),
            nn.Linear(4, 5),
        )

    def forward(self, x: Tensor) -> Tensor:
        x = self.mix(self.patch(x).flatten(2).transpose(1, 2))
        return self.head(self.conv(x.transpose(1, 2).reshape(-1, 4, 4, 4)).mean((2, 3)))


def test_tokens_have_no_stage_and_a_map_made_of_them_has_that_of_its_resolution() -> None:
    calls = graph_of(Tokens(), 16).calls
    stages = {call.path or name: call.stage for name, call in calls.items() if call.weight}
    assert stages == {"patch": 2, "mix": None, "conv": 2, "head": None}


def test_channels_last_is_no_map() -> None:
    with torch.device("meta"):
        graph = graph_of(torchvision.models.swin_t(), 224)
    assert {call.stage for call in graph.calls.values() if call.op in ("linear", "norm", "attention")} == {None}
    assert [call.stage for call in graph.calls.values() if call.op == "conv"] == [2]


@pytest.mark.parametrize(("side", "stage"), [(8, 1), (4, 2), (1, None)])
def test_a_stage_is_a_resolution(side: int, stage: int | None) -> None:
    stages = Stages()
    image = stages.placed(Call("x", "input", "placeholder", "x", (3, 8, 8)), [])
    op = "pool" if side == 1 else "conv"
    assert stages.placed(Call("y", op, "", "y", (4, side, side)), [image]).stage == stage


def _map(side: int, name: str = "y", op: str = "conv", wide: int | None = None) -> Call:
    return Call(name, op, "", name, (4, side, wide or side), 10)


@pytest.fixture
def pyramid() -> tuple[Stages, list[Call]]:
    """Stages, and calls at 16 × 16, 8 × 8 and 4 × 4: stages 1, 2 and 3."""
    stages, calls = Stages(), []
    for side, op in ((16, "input"), (8, "conv"), (4, "conv")):
        calls.append(stages.placed(_map(side, f"at{side}", op), calls[-1:]))
    assert [call.stage for call in calls] == [1, 2, 3]
    return stages, calls


@pytest.mark.parametrize(
    ("side", "stage"),
    [
        (4, 3),  # the same resolution
        (3, 4),  # the next smaller one
        (8, 2),  # up again, to a resolution that is known
        (6, 3),  # up again to a new one: the stage that it comes from
        (32, 3),
    ],
)
def test_the_stage_after_the_smallest_map(pyramid: tuple[Stages, list[Call]], side: int, stage: int) -> None:
    stages, calls = pyramid
    assert stages.placed(_map(side), calls[-1:]).stage == stage


def test_a_map_of_the_same_area_and_another_shape_is_of_the_same_stage(pyramid: tuple[Stages, list[Call]]) -> None:
    stages, calls = pyramid
    assert stages.placed(_map(2, wide=8), calls[-1:]).stage == 3


def test_of_two_operands_the_later_stage_counts(pyramid: tuple[Stages, list[Call]]) -> None:
    stages, calls = pyramid
    assert stages.placed(_map(4, op="add"), [calls[2], calls[1]]).stage == 3
    assert stages.placed(_map(8, op="concatenate"), [calls[1], calls[2]]).stage == 2


@pytest.mark.parametrize(
    ("op", "side", "stage"),
    [
        ("conv", 8, 2),
        (Op.TRANSPOSED_CONV, 4, 3),
        ("conv", 2, 4),  # smaller than all before it
        ("conv", 6, None),  # between two of them: nobody knows
        ("conv", 1, None),
        ("add", 8, None),
        ("linear", 8, None),
    ],
)
def test_a_map_made_of_tokens(pyramid: tuple[Stages, list[Call]], op: str, side: int, stage: int | None) -> None:
    stages, _ = pyramid
    tokens = Call("t", "view", "", "t", (16, 4), 10)
    assert stages.placed(_map(side, op=op), [tokens]).stage == stage


def test_without_any_map_before_it_a_convolution_has_no_stage() -> None:
    assert Stages().placed(_map(8), []).stage is None
