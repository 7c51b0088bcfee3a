"""Small vision transformers: published counts of parts, attention written out by hand, skips around both parts."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from explorer.networks.vit import HEAD, Block, VisionTransformer, patch_of
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe

DIGITS = NetworkSpec(name="vit-4", width=16, activation="gelu", input_shape=(1, 8, 8))


@pytest.mark.parametrize(
    ("shape", "patch"),
    [
        ((1, 8, 8), 2),
        ((3, 32, 32), 4),
        ((1, 28, 28), 2),
        ((3, 30, 30), 3),
        ((1, 7, 7), 1),
        ((3, 64, 32), 4),
        ((1, 1, 1), 1),
    ],
)
def test_patches_divide_the_image(shape: tuple[int, int, int], patch: int) -> None:
    assert patch_of(shape) == patch


@pytest.mark.parametrize("width", [16, 12])
@pytest.mark.parametrize("blocks", [2, 6])
@pytest.mark.parametrize("name", ["vit", "vit-postnorm"])
def test_parameters_and_skips(name: str, blocks: int, width: int) -> None:
    graph = describe(replace(DIGITS, name=f"{name}-{blocks}", width=width))
    attention, mlp, norms = 4 * width * width + 4 * width, 8 * width * width + 5 * width, 4 * width
    ends = (1 * 2 * 2 + 1) * width + 16 * width + (width + 1) * 10  # patches, positions of 4 x 4 tokens, head
    last = 2 * width if name == "vit" else 0
    assert graph.parameters == blocks * (attention + mlp + norms) + ends + last
    assert [skip.kind for skip in graph.skips] == ["identity"] * 2 * blocks
    assert len(graph.enabled) == 2 * blocks
    assert not describe(replace(DIGITS, name=f"{name}-{blocks}", skips="off")).enabled


def attended(x: Tensor, block: Block) -> Tensor:
    """Multi-head attention, term by term."""
    layer = block.attention.attention
    width, heads = x.shape[-1], x.shape[-1] // HEAD
    q, k, v = (x @ layer.in_proj_weight.T + layer.in_proj_bias).split(width, dim=-1)
    mixed = []
    for head in range(heads):
        part = slice(head * HEAD, (head + 1) * HEAD)
        scores = q[..., part] @ k[..., part].transpose(1, 2) / math.sqrt(HEAD)
        mixed.append(torch.softmax(scores, -1) @ v[..., part])
    return torch.cat(mixed, -1) @ layer.out_proj.weight.T + layer.out_proj.bias


@pytest.mark.parametrize("before", [True, False])
def test_a_block_is_attention_and_mlp_with_a_skip_around_each(before: bool) -> None:
    torch.manual_seed(0)
    block = Block(DIGITS, before=before).double()
    x = torch.randn(3, 5, 16, dtype=torch.float64)

    def mlp(y: Tensor) -> Tensor:
        first, _, second = block.mlp
        hidden = y @ first.weight.T + first.bias
        hidden = hidden * 0.5 * (1 + torch.erf(hidden / math.sqrt(2)))
        return hidden @ second.weight.T + second.bias

    def normed(y: Tensor) -> Tensor:
        return (y - y.mean(-1, keepdim=True)) / torch.sqrt(y.var(-1, correction=0, keepdim=True) + 1e-5)

    if before:
        y = x + attended(normed(x), block)
        expected = y + mlp(normed(y))
    else:
        y = normed(x + attended(x, block))
        expected = normed(y + mlp(y))
    torch.testing.assert_close(block(x), expected)


def test_tokens_are_told_apart_by_their_positions_alone() -> None:
    """Without positions, attention and mean are the same for every order of the patches."""
    torch.manual_seed(0)
    network = VisionTransformer(2, DIGITS, before=True).double().eval()
    x = torch.randn(2, 1, 8, 8, dtype=torch.float64)
    moved = torch.cat((x[..., 4:], x[..., :4]), -1)
    with torch.no_grad():
        network.positions.normal_()
        assert not torch.allclose(network(x), network(moved), atol=1e-3)
        network.positions.zero_()
        torch.testing.assert_close(network(x), network(moved))


def test_without_skips_the_tokens_become_one() -> None:
    """Attention alone makes all tokens the same, doubly exponentially in depth (Dong et al. 2021, arXiv 2103.03404)."""
    x = torch.randn(8, 1, 8, 8)
    apart = {}
    for skips in ("on", "off"):
        network = build(replace(DIGITS, name="vit-12", skips=skips), 0)
        seen: list[Tensor] = []
        last = network.module.get_submodule("blocks.11.mlp.2")
        last.register_forward_pre_hook(lambda _layer, given, seen=seen: seen.append(given[0]))
        with torch.no_grad():
            network.module.eval()(x)
        tokens = seen[0]
        apart[skips] = float((tokens - tokens.mean(1, keepdim=True)).norm() / tokens.norm())
    assert apart["off"] < 0.05
    assert apart["on"] > 0.3
