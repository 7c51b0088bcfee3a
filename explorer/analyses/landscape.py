"""Loss landscape: the training loss around a trained network, along filter-normalized random directions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import torch
from torch import Tensor, nn

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.evaluation import Score, Tally, pieces, score
from explorer.analyses.subject import Subject
from explorer.choices.figure import Figure
from explorer.choices.figures.lines import Lines, Series
from explorer.choices.figures.surface import Surface
from explorer.networks.init import generator_for
from explorer.number_text import percent
from explorer.runs.analysis import Setting
from explorer.typed import Numbers

STORED, OF_THE_BATCH = "stored", "of the batch"
_TINY = 1e-10  # as in the paper's code: a filter of zeros stays where it is


def direction(module: nn.Module, seed: int, name: str) -> dict[str, Tensor]:
    """A random direction for every weight with filters, each filter as long as the weight's own (Li et al. 2018,
    section 4). Biases and norms' γ and β are left out: they stay fixed.

    Weights of one name and shape get the same random numbers in every network, so that twins share directions up to
    the length of their filters.
    """
    found = {}
    for parameter, weight in module.named_parameters():
        if weight.dim() > 1:
            drawn = torch.randn(weight.shape, generator=generator_for(seed, f"landscape {name}:{parameter}"))
            drawn = drawn.to(weight.device)
            found[parameter] = drawn * (_lengths(weight.detach()) / (_lengths(drawn) + _TINY))
    return found


def _lengths(weight: Tensor) -> Tensor:
    """The norm of each filter (each output's weights), shaped to be multiplied with the weight."""
    return weight.flatten(1).norm(dim=1).reshape(-1, *(1,) * (weight.dim() - 1))


class Surroundings:
    """A network that can be moved away from where it is: `go(α, direction, …)`; at 0 it is where it was, to the bit."""

    def __init__(self, module: nn.Module) -> None:
        self._parameters = {name: weight.detach() for name, weight in module.named_parameters() if weight.dim() > 1}
        self._start = {name: weight.clone() for name, weight in self._parameters.items()}

    def go(self, *steps: tuple[float, dict[str, Tensor]]) -> None:
        """To the start plus the sum of each number times its direction."""
        for name, weight in self._parameters.items():
            weight.copy_(self._start[name])
            for alpha, along in steps:
                weight.add_(along[name], alpha=alpha)


@dataclass(frozen=True)
class _Found:
    """Losses and errors along the lines, (lines, points of `along`), and losses on the grid (n, n) over `grid`."""

    along: Numbers
    losses: Numbers
    errors: Numbers
    grid: Numbers
    surface: Numbers
    classes: int


def _work(subject: Subject, settings: Settings) -> Work:
    module = subject.network().module
    _fix_norms(module, str(settings["statistics"]))
    seed, span = int(settings["seed"]), float(settings["span"])
    batches = pieces(subject.training_batch(int(settings["images"])))
    directions = [direction(module, seed, str(i)) for i in range(max(2, int(settings["lines"])))]
    grid = _alphas(span, int(settings["points"]))
    along = _alphas(span, 2 * len(grid) - 1)
    lines = directions[: int(settings["lines"])]
    tally = Tally((len(lines) * len(along) + len(grid) ** 2) * len(batches))
    place = Surroundings(module)
    scores = []
    for line, alpha in product(lines, along):
        place.go((alpha, line))
        scores.append((yield from score(module, batches, tally)))
    losses, errors = _arrays(scores, (len(lines), len(along)))
    scores = []
    for beta, alpha in product(grid, grid):
        place.go((alpha, directions[0]), (beta, directions[1]))
        scores.append((yield from score(module, batches, tally)))
    surface, _ = _arrays(scores, (len(grid), len(grid)))
    found = _Found(along, losses, errors, grid, surface, subject.spec.network.classes)
    return Report(tuple(_figures(found)), tuple(_sentences(found)))


def _fix_norms(module: nn.Module, statistics: str) -> None:
    """Evaluation mode, but for the statistics of batch norm where those of the batch are wanted."""
    module.eval()
    for layer in module.modules():
        if isinstance(layer, nn.modules.batchnorm._BatchNorm):
            layer.train(statistics == OF_THE_BATCH)


def _alphas(span: float, points: int) -> Numbers:
    """−span … span, 0 among them: one point more where `points` is even."""
    return np.linspace(-span, span, points // 2 * 2 + 1)


def _arrays(scores: Sequence[Score], shape: tuple[int, int]) -> tuple[Numbers, Numbers]:
    losses, errors = zip(*scores, strict=True)
    return np.array(losses).reshape(shape), np.array(errors).reshape(shape)


def _figures(found: _Found) -> Iterator[Figure]:
    x_label = "distance from the trained network, in lengths of its filters"
    guess = Series("chance level", found.along, np.full(len(found.along), math.log(found.classes)), dashed=True)
    yield Surface(
        id="landscape-surface",
        title="Training loss around the network",
        x_label="first random direction",
        y_label="second random direction",
        z_label="loss (nats)",
        x=found.grid,
        y=found.grid,
        z=found.surface,
        log_z=True,
    )
    yield Lines(
        id="landscape-loss",
        title="Training loss along random directions",
        x_label=x_label,
        y_label="loss (nats)",
        series=(_band(found.along, found.losses), guess),
        log_y=True,
    )
    yield Lines(
        id="landscape-error",
        title="Training error along random directions",
        x_label=x_label,
        y_label="error (%)",
        series=(_band(found.along, 100 * found.errors),),
    )


def _band(x: Numbers, rows: Numbers) -> Series:
    """The median of the lines, and from the lowest to the highest."""
    if len(rows) == 1:
        return Series("along one direction", x, rows[0])
    return Series(f"median of {len(rows)} directions", x, np.median(rows, 0), rows.min(0), rows.max(0))


def downward(surface: Numbers) -> float:
    """The share of a grid's inner points (ny, nx) at which it curves downwards along some direction in its plane.

    There the Hessian of the whole loss has a negative eigenvalue too: the plane's are averages of all (Li et al. 2018,
    section 6). Points beside a loss that is not finite count as downward.
    """
    center = surface[1:-1, 1:-1]
    with np.errstate(invalid="ignore", over="ignore"):
        xx = surface[1:-1, 2:] - 2 * center + surface[1:-1, :-2]
        yy = surface[2:, 1:-1] - 2 * center + surface[:-2, 1:-1]
        xy = (surface[2:, 2:] - surface[2:, :-2] - surface[:-2, 2:] + surface[:-2, :-2]) / 4
        least = (xx + yy) / 2 - np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
    return float(1 - (least >= 0).mean())


def _sentences(found: _Found) -> Iterator[str]:
    middle, chance = len(found.along) // 2, math.log(found.classes)
    if not math.isfinite(found.losses[0, middle]):
        yield "No landscape: the network's loss is not finite. Choose a run that did not diverge."
        return
    half = middle + middle // 2
    sides = [(half, 2 * middle - half), (2 * middle, 0)]
    near, far = (found.losses[:, side].ravel() for side in sides)
    yield (
        f"At {percent(downward(found.surface), 0)} of its inner points the surface has negative curvature in some "
        "direction: the loss is not convex there."
    )
    yield (
        f"The loss of {found.losses[0, middle]:.3g} grows to {_spread(near)} at a distance of {found.along[half]:.2g} "
        f"and to {_spread(far)} at {found.along[-1]:.2g}, in lengths of the filters, along {len(found.losses)} random "
        "directions."
    )
    worse = float(1 - (found.surface < chance).mean())
    yield (
        f"{percent(worse, 0)} of the {found.surface.size} points of the surface are worse than chance level (a loss "
        f"of ln {found.classes} = {chance:.2f})."
    )
    here, there = found.errors[0, middle], found.errors[:, sides[0]].mean()
    yield f"The training error of {percent(here)} is {percent(there)} at a distance of {found.along[half]:.2g}."


def _spread(losses: Numbers) -> str:
    return f"{np.median(losses):.3g} ({losses.min():.3g} to {losses.max():.3g})"


LANDSCAPE = ANALYSES.register(
    Analysis(
        name="landscape",
        title="Loss landscape",
        question="Is the trained network in a wide, smooth minimum of the loss or in a narrow, rough one?",
        healthy="Digits, width 8, 15 epochs, seeds 0–2: the surface of ResNet-20 curves downwards at 7–11 % of "
        "its inner points, that of plain-20 at 25–51 %; ResNet-56 at 23–30 %, plain-56 (which has not "
        "learned) at 68–84 % (seeds 0 and 1). About 70 % of the points of either depth-20 network are worse "
        "than chance level.",
        limits="A random plane through all weights, on one batch: convex here does not mean convex. The height "
        "far out depends on how sure the network is and on stored statistics of batch norm that no longer fit; compare "
        "shapes before heights, and networks with one kind of norm.",
        source="Li, Xu, Taylor, Studer & Goldstein 2018, arXiv 1712.09913, sections 4 and 6",
        trained=True,
        work=_work,
        settings=(
            Setting(
                name="points",
                title="Points on each side",
                about="Of the surface, one more where that is even; lines have twice as many.",
                default=11,
                low=3,
                high=51,
            ),
            Setting(
                name="span",
                title="Span",
                about="Largest distance to each side, in filter norms: at 1 the perturbation has the filters' norm.",
                default=1.0,
                low=0.01,
                high=5.0,
            ),
            Setting(
                name="images",
                title="Images",
                about="Training images on which each loss is measured.",
                default=512,
                low=16,
                high=8192,
            ),
            Setting(
                name="lines",
                title="Lines",
                about="Random directions for the one-dimensional plot.",
                default=3,
                low=1,
                high=20,
            ),
            Setting(
                name="statistics",
                title="Statistics of batch norm",
                about=f"{STORED}: those of training, as in Li et al.; {OF_THE_BATCH}: recomputed at every point.",
                default=STORED,
                choices=(STORED, OF_THE_BATCH),
            ),
            Setting(
                name="seed",
                title="Seed",
                about="Seed of the directions; twins get the same ones.",
                default=0,
                low=0,
                high=2**31 - 1,
            ),
        ),
    )
)
