"""Chains that carry their input, against the sum written out, in float64."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from explorer.analyses.carrying import NotFoldableError, Stage, carried, gives_no_negative, linear_of, unchanged


def layer(inputs: int, outputs: int, kernel: int = 3, seed: int = 0, **options) -> nn.Conv2d:
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        options = {"padding": kernel // 2, **options}
        return nn.Conv2d(inputs, outputs, kernel, **options, dtype=torch.float64).requires_grad_(False)


def drawn(*shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(1), dtype=torch.float64)


def summed(layers: list[tuple[nn.Conv2d, nn.Module | None]], x: Tensor) -> Tensor:
    for convolution, activation in layers:
        x = convolution(x) if activation is None else activation(convolution(x))
    return x


def folded(layers: list[tuple[nn.Conv2d, nn.Module | None]], matrix: Tensor, x: Tensor, *, not_negative: bool = False):
    stages: list[Stage] = [(linear_of(convolution), activation) for convolution, activation in layers]
    found = carried(stages, matrix, torch.arange(float(len(matrix))).double(), not_negative=not_negative)
    assert not any(isinstance(part, nn.BatchNorm2d) for part in found.chain)
    return found, found.chain(x)


def expected(layers: list[tuple[nn.Conv2d, nn.Module | None]], matrix: Tensor, x: Tensor, stride: int = 1) -> Tensor:
    shortcut = torch.einsum("oc,nchw->nohw", matrix, x[:, :, ::stride, ::stride])
    return summed(layers, x) + shortcut + torch.arange(float(len(matrix))).double().reshape(-1, 1, 1)


PAIRS = [nn.ReLU(), nn.LeakyReLU(0.3), nn.GELU(), nn.GELU("tanh"), nn.SiLU(), nn.Hardswish()]


@pytest.mark.parametrize("activation", PAIRS, ids=lambda a: type(a).__name__)
def test_two_convolutions_carry_any_input_in_pairs(activation: nn.Module) -> None:
    layers = [(layer(3, 5), activation), (layer(5, 4, seed=1), None)]
    x, matrix = drawn(2, 3, 6, 6), drawn(4, 3)
    found, result = folded(layers, matrix, x)
    torch.testing.assert_close(result, expected(layers, matrix, x), rtol=1e-12, atol=1e-12)
    assert found.extra == 6
    assert [part.weight.shape[:2] for part in found.chain if isinstance(part, nn.Conv2d)] == [(11, 3), (4, 11)]


def test_relu_carries_what_is_not_negative_once() -> None:
    layers = [(layer(3, 5, 1), nn.ReLU()), (layer(5, 5, 3, 1, stride=2), nn.ReLU()), (layer(5, 6, 1, 2), None)]
    x, matrix = drawn(2, 3, 7, 6).abs(), drawn(6, 3)
    found, result = folded(layers, matrix, x, not_negative=True)
    torch.testing.assert_close(result, expected(layers, matrix, x, 2), rtol=1e-12, atol=1e-12)
    assert found.extra == 3


def test_one_convolution_becomes_one_convolution() -> None:
    """RepVGG's block: 3×3 plus 1×1 plus identity."""
    block, side = layer(4, 4), layer(4, 4, 1, seed=1, bias=False)
    x = drawn(2, 4, 5, 5)
    matrix = side.weight[:, :, 0, 0] + torch.eye(4, dtype=torch.float64)
    found, result = folded([(block, None)], matrix, x)
    torch.testing.assert_close(
        result, block(x) + side(x) + x + torch.arange(4.0).double().reshape(-1, 1, 1), rtol=1e-12, atol=1e-12
    )
    assert found.extra == 0
    assert [type(part) for part in found.chain] == [nn.Conv2d]
    assert found.chain[0].weight.shape == (4, 4, 3, 3)


def test_without_a_shortcut_nothing_is_added() -> None:
    layers = [(layer(3, 5), nn.Tanh()), (layer(5, 4, seed=1), None)]
    found, _ = folded(layers, torch.zeros(4, 3).double(), drawn(2, 3, 6, 6))
    assert found.extra == 0
    assert found.chain[0].weight.shape == (5, 3, 3, 3)


@pytest.mark.parametrize(
    "options", [{"groups": 2}, {"dilation": 2, "padding": 2}, {"padding": "same"}, {"bias": False}]
)
def test_every_kind_of_convolution_is_the_same_as_numbers(options: dict) -> None:
    convolution, x = layer(4, 6, **options), drawn(2, 4, 7, 7)
    torch.testing.assert_close(linear_of(convolution).module()(x), convolution(x), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("activation", [nn.Tanh(), nn.Sigmoid(), nn.ReLU6(), nn.PReLU(5).double()])
def test_what_does_not_let_the_input_pass_is_refused(activation: nn.Module) -> None:
    layers = [(layer(3, 5), activation), (layer(5, 4, seed=1), None)]
    with pytest.raises(NotFoldableError, match=f"{type(activation).__name__} does not let the input pass"):
        folded(layers, drawn(4, 3), drawn(2, 3, 6, 6))


@pytest.mark.parametrize("options", [{"padding": 0}, {"padding_mode": "circular"}, {"kernel": 4}, {"padding": "valid"}])
def test_a_convolution_that_moves_places_is_refused(options: dict) -> None:
    with pytest.raises(NotFoldableError, match="does not keep the map's places"):
        linear_of(layer(3, 5, **options))


def test_signs_and_the_identity() -> None:
    assert [gives_no_negative(kind()) for kind in (nn.ReLU, nn.Sigmoid, nn.GELU, nn.LeakyReLU)] == [
        True,
        True,
        False,
        False,
    ]
    x = drawn(2, 3, 4, 4)
    assert torch.equal(unchanged(3).module()(x), x)
