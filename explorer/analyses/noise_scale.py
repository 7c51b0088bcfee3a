"""Gradient noise scale (McCandlish et al. 2018): how large a batch has to be before its gradient is worth a step."""

from __future__ import annotations

from itertools import islice

import numpy as np
import torch
from torch import Tensor

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.passes import drawn_from, loss_of, several_needed
from explorer.analyses.phrases import brief
from explorer.analyses.siblings import BEGUN, as_asked
from explorer.analyses.subject import Subject
from explorer.analyses.tally import Estimate, Tally
from explorer.choices.figure import Figure
from explorer.choices.figures.lines import Lines, Series
from explorer.datasets.batches import Batch
from explorer.runs.analysis import Setting
from explorer.tracing import Network

FEWEST = 4
"""Batches: two in each half."""


def gradients(network: Network, batch: Batch, seed: int) -> list[Tensor]:
    """The gradient of a batch's mean loss, in training mode: of the layers' weights in order, then of all other
    parameters."""
    parameters = list(dict.fromkeys([*network.layer_weights(), *network.module.parameters()]))
    with drawn_from(seed, batch[0].device):
        found = torch.autograd.grad(loss_of(network.module, batch), parameters, allow_unused=True)
    return [torch.zeros_like(p) if g is None else g for p, g in zip(parameters, found, strict=True)]


def _work(subject: Subject, settings: Settings) -> Work:
    network, state = as_asked(subject, settings)
    population = len(subject.split.train_x)
    size = max(1, min(settings["size"], population // FEWEST))
    halves = Tally(size, population), Tally(size, population)
    batches = subject.batches(size)
    count = min(settings["batches"], batches.steps_per_epoch)
    for done, batch in enumerate(islice(batches.train(0), count)):
        with several_needed(size):
            found_here = gradients(network, batch, done)
        halves[done % 2].add(found_here)
        yield (done + 1) / count
    apart = [float(half.estimate().scale[-1]) for half in halves]
    halves[0].include(halves[1])
    found = halves[0].estimate()
    said = _sentences(subject, f"{network.graph.name} {state}", found, apart, count * size)
    return Report(_figures(found, len(network.graph.layers), state, subject.spec.training.batch_size), said)


def _figures(found: Estimate, layers: int, state: str, batch_size: int) -> tuple[Figure, ...]:
    place = np.arange(1.0, layers + 1)
    return (
        Lines(
            id="noise-scale",
            title="Gradient noise scale of every layer",
            x_label="layer, from the input",
            y_label="noise scale (examples)",
            log_y=True,
            series=(
                Series(state, place, found.scale[:layers]),
                Series("whole network", place, np.full(layers, found.scale[-1]), dashed=True),
                Series("batch size of the run", place, np.full(layers, float(batch_size)), dashed=True),
            ),
        ),
        Lines(
            id="noise-scale-parts",
            title="Signal and noise of every layer's gradient",
            x_label="layer, from the input",
            y_label="squared norm",
            log_y=True,
            series=(
                Series("noise of one example, tr(Σ)", place, found.noise[:layers]),
                Series(
                    "gradient of all examples, |G|²", place, np.where(found.signal > 0, found.signal, np.nan)[:layers]
                ),
            ),
        ),
    )


def _sentences(subject: Subject, name: str, found: Estimate, apart: list[float], seen: int) -> tuple[str, ...]:
    scale, size = float(found.scale[-1]), subject.spec.training.batch_size
    if not np.isfinite(found.noise[-1]):
        return (f"{name}: the gradient is not finite, so the noise scale is undefined: the network explodes.",)
    if not np.isfinite(scale):
        return (
            (
                f"{name}: inconclusive. The gradient cannot be distinguished from 0 with {seen} examples, so the noise "
                "scale is large."
            ),
        )
    halves = " and ".join("unknown" if np.isnan(half) else brief(half) for half in apart)
    layers = found.scale[:-1][np.isfinite(found.scale[:-1])]
    return (
        f"{name}: the noise scale is {brief(scale)} examples (halves of the {seen} examples say {halves}), "
        f"{brief(scale / size)} times the run's batch of {size}. {_meaning(scale, size)}",
        *([f"By layers it is {brief(layers.min())} to {brief(layers.max())}."] if len(layers) else []),
    )


def _meaning(scale: float, size: int) -> str:
    """McCandlish et al., equation 2.11: steps and examples against the fewest possible."""
    return (
        f"By McCandlish's rule a batch of {size} needs {brief(1 + scale / size)} times the fewest possible steps and "
        f"{brief(1 + size / scale)} times the fewest possible examples."
    )


NOISE_SCALE = ANALYSES.register(
    Analysis(
        name="noise-scale",
        title="Gradient noise scale",
        question="How many examples does a gradient estimate need before signal exceeds noise?",
        healthy="About the run's batch size or below: then a larger batch gains little. Digits, width 8, seeds 0 and "
        "1: ResNet-20 and ResNet-56 61–130 examples before training and 680–1900 after it (it rises as the loss "
        "falls); plain-20 1300 and 510; plain-56 1400–1600 before training already, and 170–220 after it.",
        limits="Valid for this moment of training only. Under batch norm the examples of a batch depend on each "
        "other: it holds for the batch size measured with. The rule takes SGD at a well-chosen learning rate "
        "for granted; Adam and momentum shift it.",
        source="McCandlish, Kaplan, Amodei et al. 2018 (arXiv 1812.06162), section 2.2 and appendix A.1: the simple "
        "noise scale tr(Σ)/|G|², unbiased from small batches and all of them together",
        trained=False,
        work=_work,
        settings=(
            Setting(
                name="batches",
                title="Batches",
                about="Batches to measure, at most one pass over the training data.",
                default=64,
                low=FEWEST,
                high=100_000,
            ),
            Setting(
                name="size",
                title="Batch size",
                about="Examples in each; a quarter of the data at most.",
                default=32,
                low=1,
                high=4096,
            ),
            BEGUN,
        ),
    )
)
