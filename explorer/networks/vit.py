"""A small vision transformer (Dosovitskiy et al. 2020, arXiv 2010.11929): N blocks of attention and MLP, pre- or
post-norm."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from explorer.networks.parts import activation_of
from explorer.runs.spec import NetworkSpec

SIDE = 8  # tokens a side that images are cut into, about
HEAD = 8  # channels of an attention head
MLP = 4  # channels of the MLP's hidden layer, as multiples of the width


def patch_of(shape: tuple[int, ...]) -> int:
    """Pixels a side of a patch: a divisor of height and width, about an eighth of them and 2 at least."""
    height, width = shape[1:]
    wanted = max(2, min(height, width) // SIDE)
    return next((patch for patch in range(wanted, 0, -1) if height % patch == width % patch == 0), 1)


class Attention(nn.Module):
    """Self-attention of all tokens with each other."""

    def __init__(self, width: int) -> None:
        super().__init__()
        heads = max(1, width // HEAD) if width % HEAD == 0 else 1
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)

    def forward(self, x: Tensor) -> Tensor:
        """(N, tokens, width) → (N, tokens, width)."""
        return self.attention(x, x, x, need_weights=False)[0]


class Block(nn.Module):
    """Attention and an MLP, each with a skip connection around it.

    Pre-norm: x + F(norm(x)), as in the paper. Post-norm: norm(x + F(x)) (Vaswani et al. 2017, arXiv 1706.03762), which
    trains badly without warm-up (Xiong et al. 2020, arXiv 2002.04745).
    """

    def __init__(self, spec: NetworkSpec, *, before: bool) -> None:
        super().__init__()
        width = spec.width
        self.before = before
        self.first_norm, self.second_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = Attention(width)
        self.mlp = nn.Sequential(nn.Linear(width, MLP * width), activation_of(spec), nn.Linear(MLP * width, width))

    def forward(self, x: Tensor) -> Tensor:
        """(N, tokens, width) → (N, tokens, width)."""
        if self.before:
            x = x + self.attention(self.first_norm(x))
            return x + self.mlp(self.second_norm(x))
        x = self.first_norm(x + self.attention(x))
        return self.second_norm(x + self.mlp(x))


class VisionTransformer(nn.Module):
    """Patches, a learned position for each, N blocks, a norm, the mean over tokens, a linear head."""

    def __init__(self, blocks: int, spec: NetworkSpec, *, before: bool) -> None:
        super().__init__()
        patch = patch_of(spec.input_shape)
        tokens = (spec.input_shape[1] // patch) * (spec.input_shape[2] // patch)
        self.patches = nn.Conv2d(spec.input_shape[0], spec.width, patch, stride=patch)
        self.flatten = nn.Flatten(2)
        self.positions = nn.Parameter(torch.zeros(1, tokens, spec.width))
        nn.init.trunc_normal_(self.positions, std=0.02)
        self.blocks = nn.Sequential(*(Block(spec, before=before) for _ in range(blocks)))
        self.norm = nn.LayerNorm(spec.width) if before else None
        self.head = nn.Linear(spec.width, spec.classes)

    def forward(self, x: Tensor) -> Tensor:
        """Images (N, C, H, W) → class scores (N, classes)."""
        x = self.flatten(self.patches(x)).transpose(1, 2) + self.positions
        x = self.blocks(x)
        if self.norm is not None:
            x = self.norm(x)
        return self.head(x.mean(1))
