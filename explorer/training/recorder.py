"""Measurements waiting on the device, and the one transfer that makes a snapshot of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from explorer.runs.snapshot import Floats, Probe, Snapshot


class Taken(NamedTuple):
    """A probe that waits: everything it measured, one-dimensional, on the device, and what makes it a Probe."""

    values: Tensor
    read: Callable[[Floats], Probe]


class Recorder:
    """Buffers steps as device tensors; `take` brings all of them over in a single transfer.

    `instruments` are the names of what `add` is given, in its order; each reading has shape (layers,).
    """

    def __init__(self, instruments: Sequence[str], layers: int, handed_out: int = 0) -> None:
        self.handed_out = handed_out
        self._instruments = tuple(instruments)
        self._layers = layers
        self._rows: list[Tensor] = []
        self._seconds: list[float] = []
        self._probes: list[Taken] = []

    def __len__(self) -> int:
        """Steps that wait."""
        return len(self._rows)

    def add(self, loss: Tensor, accuracy: Tensor, readings: Sequence[Tensor], seconds: float) -> None:
        """One step; loss and accuracy are scalars. Nothing waits for the device."""
        self._rows.append(torch.cat((torch.stack((loss, accuracy)), *readings)))
        self._seconds.append(seconds)

    def probed(self, probe: Taken) -> None:
        """A probe taken at the newest step, or at the one that `add` gets next."""
        self._probes.append(probe)

    def take(self, evaluation: Tensor | None = None) -> tuple[Snapshot, Floats]:
        """Everything that waits, and `evaluation` (one-dimensional; empty where None), on the CPU."""
        steps, probes = len(self._rows), self._probes
        parts = [*self._rows, *(probe.values for probe in probes), *([] if evaluation is None else [evaluation])]
        flat = torch.cat(parts).cpu().numpy()
        width = 2 + len(self._instruments) * self._layers
        ends = np.cumsum([steps * width, *(len(probe.values) for probe in probes)])
        first, *measured, rest = np.split(flat, ends)
        block = first.reshape(steps, width)
        # copies: a snapshot lives long, and a view would keep every other column alive with it
        readings = np.split(block[:, 2:], len(self._instruments), axis=1)
        layers = {name: reading.copy() for name, reading in zip(self._instruments, readings, strict=True)}
        seconds = np.array(self._seconds, np.float32)
        snapshot = Snapshot(self.handed_out, block[:, 0].copy(), block[:, 1].copy(), seconds, layers)
        read = tuple(probe.read(values.copy()) for probe, values in zip(probes, measured, strict=True))
        snapshot = replace(snapshot, probes=read)
        self._rows, self._seconds, self._probes = [], [], []
        self.handed_out += steps
        return snapshot, rest
