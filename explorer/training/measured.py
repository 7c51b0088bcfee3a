"""What one training step measured."""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor


class Measured(NamedTuple):
    """On the device: two scalars, and (L,) for every "step" instrument in order.

    `cost` is the time that these instruments took, in seconds of the CPU's clock.
    """

    loss: Tensor
    accuracy: Tensor
    readings: list[Tensor]
    cost: float
