"""Path lengths (Veit et al. 2016): how much of the gradient comes by paths through how many residual branches."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import torch
from torch import Tensor

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.paths import PathError, Paths, forced, open_junctions
from explorer.analyses.phrases import brief
from explorer.analyses.siblings import AT_START, BEGUN, as_asked
from explorer.analyses.subject import Subject
from explorer.choices.figure import Figure
from explorer.choices.figures.lines import Lines, Series
from explorer.number_text import percent
from explorer.runs.analysis import Setting
from explorer.typed import Numbers

STATISTICS = 64
"""Images that give the norms of a fresh network their statistics."""
MOST = 0.9
"""The share of the gradient whose range of lengths is named."""


@dataclass(frozen=True)
class Lengths:
    """For the lengths (n + 1,) that occur: the share of all paths that have it, each sampled path's gradient, and what
    all paths of that length together have of the gradient (magnitudes added up), shares of 1. `excess` is the sum of
    all paths' magnitudes over the magnitude of the gradient itself."""

    lengths: Numbers
    paths: Numbers
    magnitudes: tuple[Numbers, ...]
    shares: Numbers
    excess: float

    @property
    def means(self) -> Numbers:
        """Mean gradient of a path of each length."""
        return np.array([sample.mean() for sample in self.magnitudes])


def measured(paths: Paths, blocks: int, always: int, rows: int, samples: int) -> Generator[float, None, Lengths]:
    """Sample paths of every length through `blocks` junctions; yields the share done."""
    draw, magnitudes = torch.Generator().manual_seed(0), []
    for length in range(blocks + 1):
        found = []
        for chosen in choices(blocks, length, rows, max(1, samples // rows), draw):
            found.append(paths.magnitudes(chosen))
            yield (length + 0.5) / (blocks + 1)
        magnitudes.append(np.concatenate(found))
    counts = np.array([math.log(math.comb(blocks, length)) for length in range(blocks + 1)])
    with np.errstate(divide="ignore", invalid="ignore"):  # a network may have no gradient, or one that is not finite
        sums = counts + np.log([sample.mean() for sample in magnitudes])
        total = float(np.logaddexp.reduce(sums))
        shares = np.exp(sums - total)
    whole = float(paths.magnitudes(None).mean())
    return Lengths(
        np.arange(blocks + 1.0) + always,
        np.exp(counts - blocks * math.log(2)),
        tuple(magnitudes),
        shares,
        math.exp(total - math.log(whole)) if whole > 0 else math.nan,
    )


def choices(blocks: int, length: int, rows: int, rounds: int, draw: torch.Generator) -> Iterator[Tensor]:
    """Which residual branches the path of each of `rows` images leads through, bool (rows, blocks): every path of that
    length where these are no more than `rounds`, else one drawn anew for each image and round."""
    if math.comb(blocks, length) <= rounds:
        for subset in combinations(range(blocks), length):
            chosen = torch.zeros(rows, blocks, dtype=torch.bool)
            chosen[:, list(subset)] = True
            yield chosen
        return
    for _ in range(rounds):
        yield torch.rand(rows, blocks, generator=draw).argsort(1) < length


def _work(subject: Subject, settings: Settings) -> Work:
    network, state = as_asked(subject, settings)
    yield 0.01
    try:
        junctions = open_junctions(network)
    except PathError as error:
        return Report((), (str(error),))
    if not network.graph.skips:
        depth = network.graph.weighted_layers
        return Report((), (f"{network.graph.name} has no skips: its only path leads through {_all(depth)}.",))
    images, labels = subject.training_batch(max(STATISTICS, settings["images"]), subject.spec.training.seed)
    rows = min(settings["images"], len(images))
    statistics = images[:STATISTICS] if state == AT_START else None
    paths = Paths(network, junctions, (images[:rows], labels[:rows]), statistics)
    found = yield from measured(paths, len(junctions), forced(network), rows, settings["samples"])
    return Report(_figures(found, state), _sentences(f"{network.graph.name} {state}", found))


def _all(depth: int) -> str:
    return "its one layer" if depth == 1 else f"all {depth} layers"


def _figures(found: Lengths, state: str) -> tuple[Figure, ...]:
    low, high = (np.array([np.percentile(sample, q) for sample in found.magnitudes]) for q in (5, 95))
    return (
        Lines(
            id="path-lengths",
            title="Gradient by path length",
            x_label="length of a path (residual branches passed)",
            y_label="share of gradient and of paths (%)",
            series=(
                Series(f"gradient, {state}", found.lengths, 100 * found.shares),
                Series("paths", found.lengths, 100 * found.paths, dashed=True),
            ),
        ),
        Lines(
            id="path-lengths-magnitude",
            title="Gradient through a single path",
            x_label="length of a path (residual branches passed)",
            y_label="‖∂loss/∂image‖ by one path (nats per unit of image)",
            series=(Series(state, found.lengths, found.means, low, high),),
            log_y=True,
        ),
    )


def _sentences(name: str, found: Lengths) -> tuple[str, ...]:
    blocks = len(found.lengths) - 1
    if blocks == 0:
        return (
            f"{name}: every skip is off, so there is one path, of length {found.lengths[0]:.0f}: the whole gradient, "
            f"{brief(found.means[0])} nats per unit of image, has to pass every block.",
        )
    if not np.isfinite(found.shares).all():
        return (f"{name}: no path has a finite gradient other than 0, so there is no gradient to attribute.",)
    reached = found.shares.cumsum()
    low, high = (int(np.searchsorted(reached, q)) for q in ((1 - MOST) / 2, (1 + MOST) / 2))
    average = float((found.lengths * found.shares).sum())
    rare = 100 * float(found.paths[low : high + 1].sum())
    return (
        f"{name}: {percent(MOST, 0)} of the gradient comes by paths of length {found.lengths[low]:.0f} to "
        f"{found.lengths[high]:.0f} of {found.lengths[-1]:.0f}, on average {average:.1f}; {brief(rare)} % of all paths "
        f"are so long, and the average path has {found.lengths.mean():.1f}.",
        f"From length {found.lengths[0]:.0f} to {found.lengths[-1]:.0f} the gradient by a single path goes from "
        f"{brief(found.means[0])} to {brief(found.means[-1])} nats per unit of image, times "
        f"{brief(_with_each(found))} with every block.",
        f"Added up without regard to direction, all paths have {brief(found.excess)} times the whole gradient: the "
        "rest cancels.",
    )


def _with_each(found: Lengths) -> float:
    """By what a block more multiplies a path's gradient, the geometric mean from end to end."""
    first, last = found.means[0], found.means[-1]
    return float((last / first) ** (1 / (len(found.lengths) - 1))) if first else math.nan


PATH_LENGTHS = ANALYSES.register(
    Analysis(
        name="path-lengths",
        title="Path lengths",
        question="Does the gradient flow through deep paths with all blocks, or through short ones?",
        healthy="Short paths: 90 % of the gradient by few blocks. Digits, width 8, seeds 0 and 1, trained: ResNet-56 "
        "by 1–8 of 27 blocks (1–3 % of all paths), ResNet-20 by 1–6 of 9; ResNet-56 before training by 7–15. A "
        "plain network has one path.",
        limits="It adds up magnitudes: paths whose gradients point in opposite directions cancel in the whole "
        "gradient, which a sentence tells. The forward pass is that of the whole network: what it would do with short "
        "paths alone, the lesion study tells.",
        source="Veit, Wilber & Belongie 2016 (arXiv 1605.06431), section 4.3 and figure 6: of 54 blocks nearly all "
        "gradient came by paths of 5 to 17. As there, a projection or zero-padding shortcut counts as the shortcut.",
        trained=False,
        work=_work,
        settings=(
            Setting(
                name="samples",
                title="Samples",
                about="Paths sampled of every length, over all images.",
                default=128,
                low=1,
                high=100_000,
            ),
            Setting(
                name="images",
                title="Images",
                about="Training images, each with a path of its own in every pass.",
                default=64,
                low=1,
                high=4096,
            ),
            BEGUN,
        ),
    )
)
