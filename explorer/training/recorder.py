"""Measurements waiting on the device, and the one transfer that makes a snapshot of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from explorer.runs.snapshot import Floats, Snapshot


class Recorder:
    """Buffers steps as device tensors; `take` brings all of them over in a single transfer.

    `instruments` are the names of what `add` is given, in its order; each reading has shape (layers,).
    """

    def __init__(self, instruments: Sequence[str], layers: int) -> None:
        self.handed_out = 0
        self._instruments = tuple(instruments)
        self._layers = layers
        self._rows: list[Tensor] = []
        self._seconds: list[float] = []

    def __len__(self) -> int:
        """Steps that wait."""
        return len(self._rows)

    def add(self, loss: Tensor, accuracy: Tensor, readings: Sequence[Tensor], seconds: float) -> None:
        """One step; loss and accuracy are scalars. Nothing waits for the device."""
        self._rows.append(torch.cat((torch.stack((loss, accuracy)), *readings)))
        self._seconds.append(seconds)

    def take(self, evaluation: Tensor | None = None) -> tuple[Snapshot, Floats]:
        """Everything that waits, and `evaluation` (one-dimensional; empty where None), on the CPU."""
        steps = len(self._rows)
        parts = self._rows if evaluation is None else [*self._rows, evaluation]
        flat = torch.cat(parts).cpu().numpy()
        width = 2 + len(self._instruments) * self._layers
        block, rest = flat[: steps * width].reshape(steps, width), flat[steps * width :]
        # copies: a snapshot lives long, and a view would keep every other column alive with it
        readings = np.split(block[:, 2:], len(self._instruments), axis=1)
        layers = {name: reading.copy() for name, reading in zip(self._instruments, readings, strict=True)}
        seconds = np.array(self._seconds, np.float32)
        snapshot = Snapshot(self.handed_out, block[:, 0].copy(), block[:, 1].copy(), seconds, layers)
        self._rows, self._seconds = [], []
        self.handed_out += steps
        return snapshot, rest
