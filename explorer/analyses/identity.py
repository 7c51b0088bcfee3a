"""Identity test: how far blocks are from the identity, and what training does to a network deepened by identities."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from torch import Tensor, nn

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.deepening import deepens, deeper_name
from explorer.analyses.evaluation import Tally, block_axis, block_labels, pieces, score
from explorer.analyses.subject import Subject
from explorer.analyses.training_on import ITSELF, Course, Trial
from explorer.choices.figure import Figure
from explorer.choices.figures.bars import Bars
from explorer.choices.figures.lines import Lines, Series
from explorer.datasets.batches import Batch
from explorer.graph.model import Skip
from explorer.number_text import percent
from explorer.runs.analysis import Setting
from explorer.tracing import Network
from explorer.tracing.gates import Junction
from explorer.typed import Numbers


@dataclass(frozen=True)
class Distances:
    """‖what the block adds up − its shortcut‖ / ‖its shortcut‖ for each of `skips`, (n,)."""

    skips: tuple[Skip, ...]
    values: Numbers


def distances(network: Network, batches: Sequence[Batch], tally: Tally) -> Generator[float, None, Distances]:
    """How far each block is from its shortcut, in evaluation mode, over all images.

    The residual branch is what a block adds to its shortcut, so this is ‖F(x)‖/‖x‖; where the skip is off, the
    block's result is F(x), and this is ‖F(x) − x‖/‖x‖. Before the ReLU that follows.
    """
    skips = [s for s in network.graph.skips if isinstance(network.junctions.get(s.id), Junction)]
    sums = torch.zeros(len(skips), 2, dtype=torch.float64)
    hooks = []
    for row, skip in zip(sums, skips, strict=True):
        junction = network.junctions[skip.id]
        hooks.append(junction.register_forward_hook(partial(_add_up, row)))
    try:
        network.module.eval()
        yield from score(network.module, batches, tally)
    finally:
        for hook in hooks:
            hook.remove()
    return Distances(tuple(skips), (sums[:, 0] / sums[:, 1]).sqrt().numpy())


def _add_up(row: Tensor, _module: nn.Module, inputs: tuple[Tensor, Tensor], output: Tensor) -> None:
    shortcut = inputs[1]
    row += torch.stack(((output - shortcut).square().sum(), shortcut.square().sum())).cpu()


def _work(subject: Subject, settings: Settings) -> Work:
    network = subject.network()
    images = int(settings["images"])
    trial = _trial(subject, network, settings)
    test = pieces(subject.test_batch(images))
    tally = Tally(len(test) + (0 if trial is None else trial.pieces))
    far = yield from distances(network, test, tally)
    figures, sentences = tuple(_distance_figures(network, far)), tuple(_distance_sentences(network, far))
    if trial is None:
        name = subject.spec.network.name
        needed = f"Deeper copies with identity blocks exist for plain-N and resnet-N only; this is {name}."
        return Report(figures, (*sentences, needed))
    courses = yield from trial.run(tally)
    return Report((*figures, *_course_figures(courses)), (*_course_sentences(trial.name, courses), *sentences))


def _trial(subject: Subject, network: Network, settings: Settings) -> Trial | None:
    """The thought experiment as these settings have it; None where the network is none that can be deepened."""
    spec = subject.spec
    if not deepens(spec.network):
        return None
    return Trial(
        subject,
        network,
        deeper_name(spec.network.name, int(settings["depth"])),
        subject.training_batch(int(settings["images"])),
        int(settings["epochs"]),
        float(settings["rate"]) or spec.training.lr,
    )


def _distance_figures(network: Network, far: Distances) -> Iterator[Figure]:
    if far.skips:
        yield Bars(
            id="identity-distance",
            title="Distance of each block from the identity",
            x_label=block_axis(network.graph),
            y_label="‖block − shortcut‖ / ‖shortcut‖",
            labels=block_labels(network.graph, far.skips),
            values=far.values,
            skips=tuple(skip.id for skip in far.skips),
        )


def _distance_sentences(network: Network, far: Distances) -> Iterator[str]:
    if not far.skips:
        yield f"{network.graph.name} has no block with a parallel shortcut to compare it with."
        return
    values, labels = far.values, block_labels(network.graph, far.skips)
    on = sum(bool(network.junctions[skip.id].gate) for skip in far.skips)
    what = "‖F(x)‖/‖x‖" if on == len(values) else "‖F(x) − x‖/‖x‖" if on == 0 else "‖block − x‖/‖x‖"
    yield (
        f"Distance of its {len(values)} blocks from the identity, {what}: median {np.median(values):.2f}, from "
        f"{values.min():.2f} (block {labels[int(values.argmin())]}) to {values.max():.2f} (block "
        f"{labels[int(values.argmax())]})."
    )


def _course_figures(courses: Sequence[Course]) -> Iterator[Figure]:
    series = tuple(Series(c.label, c.steps, 100 * c.errors, dashed=c.label == ITSELF) for c in courses)
    yield Lines(
        id="identity-training",
        title="Continued training: the network and deeper copies initialized to the same function",
        x_label="step",
        y_label="training error (%)",
        series=series,
    )


def _course_sentences(name: str, courses: Sequence[Course]) -> Iterator[str]:
    itself, *copies = courses
    if not math.isfinite(itself.start.loss):
        yield f"The network's loss is not finite, so {name} cannot be initialized to the same function."
        return
    ends = ", ".join(f"{percent(c.errors[-1])} {c.label}" for c in courses)
    worst = ", ".join(f"{percent(c.errors.max())}" for c in courses)
    yield f"After {int(courses[0].steps[-1])} more steps the training error is {ends}; at its worst it was {worst}."
    for course in copies:
        yield (
            f"{name}, {course.label}, begins as the same function (class scores differ by {course.gap:.1g} at most; "
            f"training error {percent(course.start.error)}, the network's own is {percent(itself.start.error)})."
        )
    if len(copies) < 2:
        yield (
            "No copy without skips: with this norm, identity blocks without skips lose the differences between images."
        )


IDENTITY = ANALYSES.register(
    Analysis(
        name="identity",
        title="Identity test",
        question="How far is each block from the identity, and does training preserve a deeper network initialized "
        "as the trained one plus identity blocks?",
        healthy="Digits, width 8, 15 epochs, seeds 0–2: ResNet-20's blocks change their input by 0.40–1.20 of its "
        "length (median 0.5), ResNet-56's by a median of 0.25 (seed 0); those of plain-20 by 1.5–2.3. Over 3 more "
        "epochs at 0.1 the copy of ResNet-20 with 38 layers keeps its 0 % where new blocks have skips; without skips "
        "its training error rises to 23–78 %, that of plain-20's copy from 1–2 % to 19–62 %.",
        limits="How long the identity lasts depends on the learning rate: at 0.01 all copies stay within 2 points "
        "of the network (seeds 0 and 1). In training mode batch norm uses each batch's statistics, so the "
        "blocks without skips are the identity only nearly. A block's distance does not tell whether its "
        "change is useful.",
        source="He et al. 2015, arXiv 1512.03385, sections 1 and 3.1",
        trained=True,
        work=_work,
        settings=(
            Setting(
                name="depth",
                title="Depth of the copy",
                about="Layers of the deeper network, 6n+2; 0: twice the blocks.",
                default=0,
                low=0,
                high=1202,
            ),
            Setting(
                name="epochs",
                title="Epochs",
                about="Further epochs of training for the network and its copies.",
                default=3,
                low=1,
                high=100,
            ),
            Setting(
                name="rate",
                title="Learning rate",
                about="Constant; 0: the run's initial learning rate.",
                default=0.0,
                low=0.0,
                high=10.0,
            ),
            Setting(
                name="images",
                title="Images",
                about="Test images for the distances and training images for comparing copies; all if there are fewer.",
                default=500,
                low=16,
                high=10_000,
            ),
        ),
    )
)
