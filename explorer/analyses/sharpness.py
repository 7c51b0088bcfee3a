"""Sharpness (Cohen et al. 2021): the largest eigenvalue of the loss's Hessian, against what the learning rate bears."""

from __future__ import annotations

import math

import numpy as np

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.passes import drawn_from, loss_of, several_needed
from explorer.analyses.phrases import brief
from explorer.analyses.siblings import BEGUN, as_asked
from explorer.analyses.subject import Subject
from explorer.choices.figures.lines import Lines, Series
from explorer.choices.optimizer import stability_line
from explorer.instruments.curvature import Curvature, stands, twice_differentiable
from explorer.runs.analysis import Setting


def _work(subject: Subject, settings: Settings) -> Work:
    network, state = as_asked(subject, settings)
    size = min(settings["images"], len(subject.split.train_x))
    parameters = [p for p in network.module.parameters() if p.requires_grad]
    batch = subject.training_batch(size)
    with several_needed(size), twice_differentiable(), drawn_from(0, batch[0].device):
        curvature = Curvature(loss_of(network.module, batch), parameters)
    estimates = list[float]()
    for estimate in curvature.estimates(subject.spec.training.seed, settings["iterations"]):
        estimates.append(estimate)
        yield len(estimates) / settings["iterations"]
    return _report(subject, f"{network.graph.name} {state}", estimates)


def _report(subject: Subject, name: str, estimates: list[float]) -> Report:
    limit, what = stability_line(subject.spec.training, subject.spec.training.lr)
    place = np.arange(1.0, len(estimates) + 1)
    series = [Series("largest eigenvalue", place, np.abs(np.array(estimates)))]
    if limit:
        series.append(Series(what, place, np.full(len(estimates), limit), dashed=True))
    figure = Lines(
        id="sharpness", title="Largest Hessian eigenvalue by power iteration", x_label="iteration",
        y_label="|eigenvalue|", log_y=True, series=tuple(series),
    )  # fmt: skip
    return Report((figure,), _sentences(name, estimates, limit, what))


def _sentences(name: str, estimates: list[float], limit: float, what: str) -> tuple[str, ...]:
    found = estimates[-1]
    if not math.isfinite(found):
        return (f"{name}: the curvature is not finite, so there is no sharpness: the network explodes.",)
    sure = "" if stands(estimates) else " The estimate still changes: take more iterations."
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
        "the whole batch and a loss like a parabola; small batches stay below it, and warm-up or norms move it (Damian "
        "et al. 2023, arXiv 2209.15594). With them what settles at the line is the curvature of each batch along its "
        "own gradient, not this eigenvalue (arXiv 2412.20553). A network whose ReLUs are all dead has curvature 0.",
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
