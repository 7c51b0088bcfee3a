"""One image on its way through a network, as data: which image, and what a network makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Statistics = Literal["none", "running", "batch"]
"""What batch norm uses: there is none, its running statistics, or those of training images."""


@dataclass(frozen=True)
class FromTest:
    """An image of the test split, by its place there."""

    index: int


@dataclass(frozen=True, eq=False)
class Drawing:
    """What was drawn with the mouse: ink uint8 (H, W), 0 is none and 255 all."""

    ink: NDArray[np.uint8]


@dataclass(frozen=True)
class FromFile:
    """An image file; `inverted` swaps light and dark."""

    path: str
    inverted: bool = False


Choice = FromTest | Drawing | FromFile


@dataclass(frozen=True, eq=False)
class ChannelMaps:
    """Some channels, float32 (n, h, w), of a result with `count` channels of `size` (height, width). Where h and w are
    less than `size`, each value is the mean of an equal part."""

    channels: tuple[int, ...]
    count: int
    size: tuple[int, int]
    values: Floats


@dataclass(frozen=True, eq=False)
class Looked:
    """What a network makes of an image: softmax `scores` (classes,), by call the maps that leave its blocks, and in
    `whole` all channels of the one that was asked for."""

    scores: Floats
    maps: Mapping[str, ChannelMaps]
    whole: ChannelMaps | None
    statistics: Statistics


@dataclass(frozen=True, eq=False)
class Seen:
    """An image as the network sees it: uint8 (H, W, 1 or 3), spread to 0–255; its class, None where nobody knows it;
    what was done to it, for people."""

    image: NDArray[np.uint8]
    label: int | None = None
    note: str = ""
