"""Shattered gradients (Balduzzi et al. 2017): how alike the gradients at neighboring inputs are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.autocorrelation import autocorrelation, brown_noise, white_noise
from explorer.analyses.passes import drawn_from
from explorer.analyses.phrases import brief, decimals
from explorer.analyses.siblings import AT_START, TRAINED, depths, fresh
from explorer.analyses.subject import Subject
from explorer.choices.figure import Figure
from explorer.choices.figures.lines import Lines, Series
from explorer.datasets.batches import Batch
from explorer.runs.analysis import Setting
from explorer.tracing import Network
from explorer.training.evaluation import scores_of
from explorer.training.fixed_norms import fixed_norms
from explorer.typed import Numbers

LAGS = 15
SHATTERED, SMOOTH = 0.2, 0.7
"""Lag-1 autocorrelations below which gradients are called shattered, and above which smooth."""
FELT = float(np.finfo(np.float32).eps)
"""What float32 tells apart in a score of 1 nat: a score that changes by less along a line is constant for the loss."""
STATISTICS = 64
"""Images that give the norms of a fresh network their statistics."""


def gradients(network: Network, ends: Batch, points: int, statistics: torch.Tensor | None) -> Numbers:
    """df/dx at `points` places on the line from one image to another, (points, numbers in an image).

    f is the score of the first image's class; norms with running statistics hold those of the images `statistics`
    (None: those of training), so that f depends on one image alone.
    """
    (start, end), labels = ends
    along = torch.linspace(0, 1, points, device=start.device).reshape(-1, 1, 1, 1)
    line = (start + along * (end - start)).requires_grad_()
    with drawn_from(0, start.device), fixed_norms(network, statistics):
        (found,) = torch.autograd.grad(scores_of(network.module(line))[:, labels[0]].sum(), line)
    return found.flatten(1).cpu().double().numpy()


def change(rows: Numbers, ends: torch.Tensor) -> float:
    """By how much the score can change from one image to the other (nats): its slopes are `rows`."""
    return float(np.linalg.norm(rows, axis=1).mean()) * float((ends[1] - ends[0]).norm())


@dataclass(frozen=True)
class _Job:
    """A network to look at, on every line; `depth` None for the run's own."""

    label: str
    depth: int | None
    network: Callable[[], Network]
    trained: bool = False


def _jobs(subject: Subject, settings: Settings) -> Iterator[_Job]:
    spec, seeds = subject.spec.network, range(settings["seeds"])
    first = subject.spec.training.seed
    if subject.weights is not None:
        yield _Job(TRAINED, None, subject.network, trained=True)
    for seed in seeds:
        yield _Job(AT_START, None, partial(fresh, subject, spec, first + seed))
    others = depths(spec) if settings["depths"] else {}
    for depth, other in others.items():
        for seed in seeds:
            yield _Job(f"depth {depth}", depth, partial(fresh, subject, other, first + seed))


def _work(subject: Subject, settings: Settings) -> Work:
    jobs, lines, points = list(_jobs(subject, settings)), settings["lines"], settings["points"]
    batch = subject.training_batch(max(STATISTICS, 2 * lines), subject.spec.training.seed)
    lines = max(1, min(lines, len(batch[0]) // 2))
    found: dict[str, list[Numbers]] = {}
    changes: dict[str, float] = {}
    finite: dict[str, bool] = {}
    lag_one: dict[int, list[float]] = {}
    for done, job in enumerate(jobs):
        network = job.network()
        for line in range(lines):
            pair = [2 * line, (2 * line + 1) % len(batch[0])]
            rows = gradients(
                network, (batch[0][pair], batch[1][pair]), points, None if job.trained else batch[0][:STATISTICS]
            )
            correlation = autocorrelation(rows, LAGS)
            if job.depth is None:
                found.setdefault(job.label, []).append(correlation)
                finite[job.label] = finite.get(job.label, True) and bool(np.isfinite(rows).all())
                changes[job.label] = max(changes.get(job.label, 0.0), change(rows, batch[0][pair]))
            else:
                lag_one.setdefault(job.depth, []).append(float(correlation[1]))
            yield (done + (line + 1) / lines) / len(jobs)
    return Report(
        (_against_lag(found, points), *_against_depth(lag_one, points)),
        _sentences(subject, found, changes, finite, points),
    )


def _against_lag(found: dict[str, list[Numbers]], points: int) -> Figure:
    lags = np.arange(LAGS + 1.0)
    noises = (("white noise", white_noise(points, LAGS)), ("brown noise", brown_noise(points, LAGS)))
    return Lines(
        id="shattering",
        title="Autocorrelation of gradients along lines between inputs",
        x_label=f"lag (steps of 1/{points - 1} of the way between two images)",
        y_label="autocorrelation of ∂score/∂image",
        series=(
            *(_banded(label, lags, rows) for label, rows in found.items()),
            *(Series(label, lags, noise, dashed=True) for label, noise in noises),
        ),
    )


def _against_depth(lag_one: dict[int, list[float]], points: int) -> tuple[Figure, ...]:
    if not lag_one:
        return ()
    x, rows = np.array([*lag_one], float), [np.array(row) for row in zip(*lag_one.values(), strict=True)]
    noises = (("white noise", white_noise(points, 1)), ("brown noise", brown_noise(points, 1)))
    figure = Lines(
        id="shattering-depth",
        title="How gradients shatter with depth, before training",
        x_label="depth (weighted layers)",
        y_label="autocorrelation at lag 1",
        series=(
            _banded(AT_START, x, rows),
            *(Series(label, x, np.full(len(x), noise[1]), dashed=True) for label, noise in noises),
        ),
    )
    return (figure,)


def _banded(label: str, x: Numbers, rows: Sequence[Numbers]) -> Series:
    """Mean over seeds and lines, with their range."""
    return Series(label, x, np.mean(rows, 0), np.min(rows, 0), np.max(rows, 0))


def _sentences(
    subject: Subject,
    found: dict[str, list[Numbers]],
    changes: dict[str, float],
    finite: dict[str, bool],
    points: int,
) -> tuple[str, ...]:
    name, noise = subject.spec.network.name, decimals(brown_noise(points, 1)[1])
    said = []
    for label, rows in found.items():
        if changes[label] < FELT:
            said.append(
                f"{name} {label}: the gradient is too small to compare. From one image to another the score changes "
                f"by {brief(changes[label])} nats at most, and float32 resolves {brief(FELT)}: the gradient has "
                "vanished."
            )
            continue
        if not np.isfinite([row[1] for row in rows]).all():
            said.append(f"{name} {label}: {_incomparable(finite[label])}")
            continue
        mean, low, high = np.mean(rows, 0), np.min(rows, 0)[1], np.max(rows, 0)[1]
        said.append(
            f"{name} {label}: gradients at neighboring points correlate by {decimals(mean[1])} ({decimals(low)} to "
            f"{decimals(high)} over {len(rows)} lines; white noise 0, brown noise {noise}), {LAGS} points on by "
            f"{decimals(mean[LAGS])}: {_verdict(float(mean[1]))}."
        )
    return tuple(said)


def _incomparable(finite: bool) -> str:
    if finite:
        return "the gradient is the same at every point of a line: the score is linear there, and nothing shatters."
    return "the gradient is not finite, so there is no autocorrelation."


def _verdict(lag_one: float) -> str:
    if lag_one < SHATTERED:
        return "shattered, nearly uncorrelated between neighboring points"
    return "smooth, strongly correlated between neighboring points" if lag_one > SMOOTH else "partly shattered"


SHATTERING = ANALYSES.register(
    Analysis(
        name="shattering",
        title="Shattered gradients",
        question="Are gradients at neighboring inputs correlated, or like white noise?",
        healthy="Above 0.7 at lag 1. Digits, width 8, seeds 0–2, before training: ResNet-20/56/110 0.95/0.89/0.83, "
        "plain-20/56/110 0.79/0.01/−0.01. White noise has 0, brown noise 0.97.",
        limits="Measures the gradient with respect to the image along lines between images, not the weights' "
        "gradients. The figure depends on the distance between neighboring points: compare at equal settings "
        "only. A network with shattered gradients may still train, though slowly.",
        source="Balduzzi et al. 2017 (arXiv 1702.08591), section 2, figures 1 and 2, there for fully connected "
        "networks of one input; their direction: plain networks turn to white noise with depth, residual ones stay "
        "between that and brown noise",
        trained=False,
        work=_work,
        settings=(
            Setting(
                name="lines",
                title="Lines",
                about="Pairs of training images that define the lines.",
                default=4,
                low=1,
                high=100,
            ),
            Setting(
                name="points",
                title="Points",
                about="Evenly spaced points on each line.",
                default=256,
                low=32,
                high=4096,
            ),
            Setting(name="seeds", title="Seeds", about="Random initializations.", default=3, low=1, high=20),
            Setting(
                name="depths",
                title="Other depths",
                about="Also at 8–110 layers before training, for families that have them.",
                default=False,
            ),
        ),
    )
)
