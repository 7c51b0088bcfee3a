"""Random crops and flips of a whole batch at once, on the device of the batch."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional


class Moves(NamedTuple):
    """How images are moved, int64, one entry per image: `down` and `right` 0–2·pad, `mirrored` 0 or 1."""

    down: Tensor
    right: Tensor
    mirrored: Tensor


def padding(side: int) -> int:
    """Pixels added on each side before a crop: 4 at 32, as He et al. (2015) § 4.2 do on CIFAR; at least 1."""
    return max(1, side // 8)


def draw(count: int, shape: tuple[int, int], generator: torch.Generator, *, crop: bool, flip: bool) -> Moves:
    """The moves of `count` images of `shape` (height, width), uniform, on the CPU.

    The same numbers are drawn whatever is used of them.
    """
    pads = [padding(side) if crop else 0 for side in shape]
    chance = torch.rand(3, count, generator=generator, dtype=torch.float64)
    down, right = (torch.floor(row * (2 * pad + 1)).long() for row, pad in zip(chance, pads, strict=False))
    return Moves(down, right, (chance[2] < 0.5).long() * flip)


def moved(images: Tensor, moves: Moves, *, crop: bool) -> Tensor:
    """Images (B, C, H, W), channels-last, standardized: padded with 0 (the mean color), cropped and mirrored.

    One gather of pixels moves the batch; a loop over images would cost more than the padding and copying.
    """
    batch, channels, height, width = images.shape
    tall, wide = (padding(height), padding(width)) if crop else (0, 0)
    pixels = functional.pad(images.permute(0, 2, 3, 1), (0, 0, wide, wide, tall, tall))
    rows = torch.arange(height, device=images.device) + moves.down[:, None]
    columns = torch.arange(width, device=images.device)
    columns = torch.where(moves.mirrored[:, None] > 0, width - 1 - columns, columns) + moves.right[:, None]
    rows = rows + torch.arange(batch, device=images.device)[:, None] * (height + 2 * tall)
    chosen = rows[:, :, None] * (width + 2 * wide) + columns[:, None, :]
    picked = pixels.reshape(-1, channels).index_select(0, chosen.flatten())
    return picked.view(batch, height, width, channels).permute(0, 3, 1, 2)
