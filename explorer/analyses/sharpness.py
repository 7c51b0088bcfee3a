"""Sharpness (Cohen et al. 2021): the largest eigenvalue of the loss's Hessian, against what the learning rate bears."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.passes import drawn_from, loss_of, several_needed
from explorer.analyses.phrases import brief
from explorer.analyses.siblings import BEGUN, as_asked
from explorer.analyses.subject import Subject
from explorer.choices.figures.lines import Lines, Series
from explorer.choices.optimizer import OPTIMIZERS
from explorer.datasets.batches import Batch
from explorer.runs.analysis import Setting
from explorer.tracing import Network

ENOUGH = 1e-3
"""Relative change between two iterations below which the estimate is taken to stand."""


class Curvature:
    """The Hessian of a batch's mean loss, in training mode, with respect to all parameters that take a gradient."""

    def __init__(self, network: Network, batch: Batch, seed: int) -> None:
        self._parameters = [p for p in network.module.parameters() if p.requires_grad]
        with drawn_from(seed, batch[0].device):
            loss = loss_of(network.module, batch)
            found = torch.autograd.grad(loss, self._parameters, create_graph=True, allow_unused=True)
        used = [(p, g) for p, g in zip(self._parameters, found, strict=True) if g is not None]
        self._parameters = [p for p, _ in used]
        self._gradients = [g for _, g in used]

    def start(self, seed: int) -> list[Tensor]:
        """A random direction of length 1."""
        generator = torch.Generator().manual_seed(seed)
        drawn = [torch.randn(p.shape, generator=generator).to(p.device) for p in self._parameters]
        return _unit(drawn)

    def times(self, direction: Sequence[Tensor]) -> list[Tensor]:
        """The Hessian times a direction (Pearlmutter 1994), exactly."""
        along = torch.stack([(g * v).sum() for g, v in zip(self._gradients, direction, strict=True)]).sum()
        if not along.requires_grad:  # a loss that is linear in all parameters
            return [torch.zeros_like(p) for p in self._parameters]
        found = torch.autograd.grad(along, self._parameters, retain_graph=True, allow_unused=True)
        return [torch.zeros_like(p) if h is None else h for p, h in zip(self._parameters, found, strict=True)]


def _work(subject: Subject, settings: Settings) -> Work:
    network, state = as_asked(subject, settings)
    size = min(settings["images"], len(subject.split.train_x))
    with several_needed(size):
        curvature = Curvature(network, subject.training_batch(size), 0)
    direction, estimates = curvature.start(subject.spec.training.seed), list[float]()
    for done in range(settings["iterations"]):
        product = curvature.times(direction)
        estimates.append(_dot(direction, product))
        if not math.isfinite(estimates[-1]) or _stands(estimates):
            break
        direction = _unit(product)
        yield (done + 1) / settings["iterations"]
    return _report(subject, f"{network.graph.name} {state}", estimates)


def _dot(left: Sequence[Tensor], right: Sequence[Tensor]) -> float:
    return float(torch.stack([(a.double() * b.double()).sum() for a, b in zip(left, right, strict=True)]).sum())


def _unit(vector: list[Tensor]) -> list[Tensor]:
    length = math.sqrt(_dot(vector, vector)) or 1.0
    return [part / length for part in vector]


def _stands(estimates: Sequence[float]) -> bool:
    if len(estimates) < 2:
        return False
    before, now = estimates[-2:]
    return abs(now - before) <= ENOUGH * abs(now)


def _report(subject: Subject, name: str, estimates: list[float]) -> Report:
    limit, what = _limit(subject)
    place = np.arange(1.0, len(estimates) + 1)
    series = [Series("largest eigenvalue", place, np.abs(np.array(estimates)))]
    if limit:
        series.append(Series(what, place, np.full(len(estimates), limit), dashed=True))
    figure = Lines(
        id="sharpness", title="Largest Hessian eigenvalue by power iteration", x_label="iteration",
        y_label="|eigenvalue|", log_y=True, series=tuple(series),
    )  # fmt: skip
    return Report((figure,), _sentences(name, estimates, limit, what))


def _limit(subject: Subject) -> tuple[float, str]:
    """The sharpness above which gradient descent at the run's learning rate overshoots, and what it is called; 0 for an
    optimizer that rescales each parameter's step."""
    training = subject.spec.training
    if not OPTIMIZERS[training.optimizer].momentum:
        return 0.0, ""
    factor = 2 + 2 * training.momentum
    return factor / training.lr, "2/lr" if training.momentum == 0 else "(2 + 2β)/lr"


def _sentences(name: str, estimates: list[float], limit: float, what: str) -> tuple[str, ...]:
    found = estimates[-1]
    if not math.isfinite(found):
        return (f"{name}: the curvature is not finite, so there is no sharpness: the network explodes.",)
    sure = "" if _stands(estimates) else " The estimate still changes: take more iterations."
    sign = " It is negative: the loss is most curved downward." if found < 0 else ""
    told = f"the largest eigenvalue of the Hessian is {brief(found)} after {len(estimates)} iterations"
    first = f"{name}: {told}.{sign}{sure}"
    if not limit:
        return (first,)
    if found > limit:
        times = f"That is {brief(found / limit)} times {what} = {brief(limit)}"
        return (
            first,
            f"{times}: a step at the run's learning rate overshoots along this direction; the loss rises there.",
        )
    return (first, f"{what} is {brief(limit)}: the run's learning rate is stable along this direction.")


SHARPNESS = ANALYSES.register(
    Analysis(
        name="sharpness",
        title="Sharpness",
        question="Is the loss too curved for the run's learning rate?",
        healthy="Below 2/lr of gradient descent, (2 + 2β)/lr with momentum β: 38 at rate 0.1 and momentum 0.9. "
        "Measured, width 8 on digits, batch norm, three seeds, at step 0: plain-20 25–33, ResNet-20 13–18, ResNet-56 "
        "67–150 (of either sign), plain-56 1e6 to 6.5e6. Training tends to raise a low one to about the line (the edge "
        "of stability) and to hold it there.",
        limits="Of one batch, in training mode, and of the whole network: it does not say where. The line holds for "
        "the whole batch and a loss like a parabola; small batches stay below it, and warm-up or norms move it "
        "(Damian et al. 2023, arXiv 2209.15594). A network whose ReLUs are all dead has curvature 0.",
        source="Cohen et al. 2021, arXiv 2103.00065; Hessian-vector products: Pearlmutter 1994",
        trained=False,
        work=_work,
        settings=(
            Setting(
                name="images",
                title="Images",
                about="Training images of the batch.",
                default=256,
                low=1,
                high=100_000,
            ),
            Setting(
                name="iterations",
                title="Iterations",
                about="Power iterations at most; it ends when two differ by less than 0.1 %.",
                default=50,
                low=4,
                high=10_000,
            ),
            BEGUN,
        ),
    )
)
