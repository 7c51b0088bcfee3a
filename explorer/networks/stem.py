"""What a network's first layers become for small images, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SmallStem:
    """What a network's first layers become for images of 32×32 or less.

    The first convolution gets `kernel` and `stride`, padded so that stride 1 keeps the image's size; the
    `pools` (paths) go. `smallest` is the least height and width that the network then takes.
    """

    smallest: int
    kernel: int = 3
    stride: int = 1
    pools: tuple[str, ...] = ()
