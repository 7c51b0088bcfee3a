"""Learning-rate range test (Smith 2017): the loss while the learning rate rises from far too low to far too high."""

from __future__ import annotations

import numpy as np

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.phrases import brief
from explorer.analyses.rate_sweep import Reading, blown_up, rate_sweep, read, smoothed
from explorer.analyses.subject import Subject
from explorer.choices.figures.lines import Lines, Series
from explorer.number_text import percent
from explorer.registry import SpecError
from explorer.runs.analysis import Setting
from explorer.runs.spec import TrainingSpec
from explorer.typed import Numbers

LITTLE = 0.95
"""A least loss above this share of the first one is no fall to speak of."""


def _work(subject: Subject, settings: Settings) -> Work:
    lowest, highest, steps = settings["lowest"], settings["highest"], settings["steps"]
    if lowest >= highest:
        raise SpecError(f"lowest is {lowest:g} and highest {highest:g}; allowed: lowest below highest.")
    rates, losses = np.geomspace(lowest, highest, steps), []
    for loss in rate_sweep(subject, rates):
        losses.append(loss)
        yield len(losses) / steps
        if blown_up(np.array(losses)):
            break
    if not np.isfinite(losses[0]):
        name = subject.spec.network.name
        said = (
            f"{name}: the loss is not finite before the first step: the network explodes at initialization, at "
            "any learning rate."
        )
        return Report((), (said,))
    found, reached = np.array(losses), rates[: len(losses)]
    return Report((_figure(reached, found, subject.spec.training),), _sentences(subject, read(reached, found)))


def _figure(rates: Numbers, losses: Numbers, training: TrainingSpec) -> Lines:
    smooth = smoothed(losses)
    ends = np.array([smooth[np.isfinite(smooth)].min(), smooth[0]])
    return Lines(
        id="lr-range",
        title=f"Loss while the learning rate rises, {training.optimizer}",
        x_label="learning rate",
        y_label="training loss (nats)",
        log_x=True,
        series=(
            Series("smoothed", rates, smooth),
            Series("each step", rates, losses),
            Series("learning rate of the run", np.full(2, training.lr), ends, dashed=True),
        ),
    )


def _sentences(subject: Subject, found: Reading) -> tuple[str, ...]:
    name, training = subject.spec.network.name, subject.spec.training
    blew = f"it diverged at {brief(found.blow_up)}" if found.blow_up else "it did not diverge in this range"
    if found.fell > LITTLE:
        return (
            f"{name} with {training.optimizer}: at no learning rate did the smoothed loss fall by "
            f"{percent(1 - LITTLE, 0)} ({percent(max(0.0, 1 - found.fell))} at best); {blew}. No suggestion.",
        )
    return (
        f"{name} with {training.optimizer}: try {brief(found.steepest)}, where the loss fell steepest; its minimum "
        f"was at {brief(found.least)}, and {blew}.",
        f"The run's learning rate of {training.lr:g} {_place(training.lr, found)}.",
    )


def _place(rate: float, found: Reading) -> str:
    if found.blow_up and rate >= found.blow_up:
        return f"is beyond {brief(found.blow_up)}, where the loss diverged: too high"
    if rate > found.least:
        return f"is above {brief(found.least)}, the loss minimum: borderline, training may fail"
    if rate < found.steepest / 10:
        return f"is less than a tenth of {brief(found.steepest)}, where the loss fell steepest: slow, or too low"
    return f"is in the range where the loss falls, between a tenth of {brief(found.steepest)} and {brief(found.least)}"


LR_RANGE = ANALYSES.register(
    Analysis(
        name="lr-range",
        title="Learning-rate range test",
        question="At which learning rates does this network start to learn, and at which does it diverge?",
        healthy="The run's rate lies between a tenth of the steepest fall and the least loss. Digits, width 8, SGD "
        "with momentum 0.9, seeds 0–2: steepest at 0.05–0.11 and least at 0.23–0.27 for ResNet-20, at 0.012–0.028"
        " and 0.076–0.13 for ResNet-56 (which trains at 0.1 all the same), at 0.15–0.27 and 0.4 for plain-20; "
        "for plain-56 the loss falls at no rate with one seed of three.",
        limits="Only the first steps, at a continuously rising rate: later in training, or with a warm-up or "
        "schedule, other rates may be right. The smoothed loss lags by some steps. One seed.",
        source="Smith 2017 (arXiv 1506.01186), section 3.3; the steepest fall as a suggestion: the learning-rate "
        "finder of fastai",
        trained=False,
        work=_work,
        settings=(
            Setting(
                name="steps",
                title="Steps",
                about="Steps from the lowest to the highest rate.",
                default=100,
                low=10,
                high=10_000,
            ),
            Setting(
                name="lowest",
                title="Lowest rate",
                about="Lowest learning rate of the range.",
                default=1e-5,
                low=1e-10,
                high=100.0,
            ),
            Setting(
                name="highest",
                title="Highest rate",
                about="Highest learning rate of the range, unless the loss diverges earlier.",
                default=10.0,
                low=1e-9,
                high=1000.0,
            ),
        ),
    )
)
