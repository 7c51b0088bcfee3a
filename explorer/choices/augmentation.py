"""What an augmentation of training images is, and the augmentations there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.registry import Registry

if TYPE_CHECKING:
    from torch import Generator, Tensor

    Draw = Callable[[int, tuple[int, int], Generator], Sequence[Tensor]]
    Apply = Callable[[Tensor, Sequence[Tensor]], Tensor]


@dataclass(frozen=True, kw_only=True)
class Augmentation:
    """`title` is its name for people, `about` a line on it for tooltips and help.

    `draw(count, shape, generator)` gives the random numbers of `count` images of `shape` (height, width), on the CPU:
    tensors with one entry per image. `apply(images, drawn)` changes a batch (B, C, H, W), channels-last and
    standardized, by those of its images, on their device, and keeps the shape. They import torch themselves. `draw` is
    None where nothing is done.
    """

    name: str
    title: str
    about: str
    draw: Draw | None
    apply: Apply = lambda images, drawn: images


AUGMENTATIONS: Registry[Augmentation] = Registry(
    "augmentation",
    "explorer.choices.augmentations",
    first=("none", "flip", "crop", "crop-flip"),
    without=("torch",),
)
