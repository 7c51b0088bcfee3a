"""A short training whose learning rate rises exponentially, and what its losses tell."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from explorer.analyses.passes import drawn_from, endless, loss_of
from explorer.analyses.subject import Subject
from explorer.choices.optimizer import OPTIMIZERS
from explorer.typed import Numbers

MEMORY = 0.9
"""What the smoothed loss keeps of itself at every step."""
BLOWN_UP = 4.0
"""The sweep ends where the smoothed loss is so many times its least."""


def rate_sweep(subject: Subject, rates: Numbers) -> Iterator[float]:
    """The loss (nats) of each step from the beginning of the run, with its optimizer and augmentation, at one of
    `rates` after another."""
    network, training = subject.network(trained=False), subject.spec.training
    optimizer = OPTIMIZERS[training.optimizer].make(network.module.parameters(), training)
    for step, (rate, batch) in enumerate(zip(rates, endless(subject.batches(augment=True)), strict=False)):
        with drawn_from(step, subject.device):
            optimizer.zero_grad()
            loss = loss_of(network.module, batch)
            loss.backward()
        for group in optimizer.param_groups:
            group["lr"] = float(rate)
        optimizer.step()
        yield loss.item()


def smoothed(losses: Numbers) -> Numbers:
    """The running mean with MEMORY, its start corrected (as in Adam)."""
    found, mean = [], 0.0
    for step, loss in enumerate(losses, 1):
        mean = MEMORY * mean + (1 - MEMORY) * loss
        found.append(mean / (1 - MEMORY**step))
    return np.array(found)


def blown_up(losses: Numbers) -> bool:
    """Whether it is of no use to go on."""
    smooth = smoothed(losses)
    return not math.isfinite(smooth[-1]) or smooth[-1] > BLOWN_UP * smooth.min()


@dataclass(frozen=True)
class Reading:
    """Learning rates read from a sweep: where the smoothed loss falls steepest, where it is least, and where it blew up
    (None: nowhere). `fell` is its least over its first."""

    steepest: float
    least: float
    blow_up: float | None
    fell: float


def read(rates: Numbers, losses: Numbers) -> Reading:
    """Slopes are taken over the logarithm of the rate, up to the least loss."""
    smooth = smoothed(losses)
    finite = np.where(np.isfinite(smooth), smooth, np.inf)
    least = int(finite.argmin())
    slopes = np.gradient(finite[: least + 1], np.log(rates[: least + 1])) if least > 0 else np.zeros(1)
    end = float(rates[len(losses) - 1]) if blown_up(losses) else None
    return Reading(float(rates[int(slopes.argmin())]), float(rates[least]), end, float(finite[least] / finite[0]))
