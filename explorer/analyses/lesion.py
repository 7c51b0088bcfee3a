"""Lesion study: what a trained network loses with one residual branch, one skip, or two branches dropped."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from torch import nn

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.evaluation import Tally, block_axis, block_labels, evenly, pieces, rise, score
from explorer.analyses.subject import Subject
from explorer.choices.figure import Figure
from explorer.choices.figures.bars import Bars
from explorer.choices.figures.surface import Surface
from explorer.datasets.batches import Batch
from explorer.graph.model import Skip
from explorer.number_text import percent
from explorer.runs.analysis import Setting
from explorer.tracing import Network
from explorer.tracing.gates import Junction
from explorer.typed import Numbers

_ERROR = "change of the test error (points)"
_BLOCK = "block dropped"
_CHEAP = 0.05
_POOR = 0.8
"""Fraction of the chance-level error from which a network has little to lose."""


def droppable(network: Network) -> tuple[Skip, ...]:
    """The skips whose residual branch can be dropped: something must be left to pass the block's input on.

    Not those whose shortcut is a projection that the network was built without, nor sums of several shortcuts.
    """
    joined = [skip.junction for skip in network.graph.skips]
    return tuple(
        skip
        for skip in network.graph.skips
        if isinstance(network.junctions.get(skip.id), Junction) and joined.count(skip.junction) == 1
    )


@contextmanager
def dropped(network: Network, skips: Sequence[Skip]) -> Iterator[None]:
    """Within it the network runs without these residual branches. Where a skip is off its shortcut (the identity, or
    subsampled and zero-padded) stands in for the block, as Veit et al. remove a layer of VGG."""
    before = {skip.id: network.junctions[skip.id].gate for skip in skips}
    try:
        for skip in skips:
            network.set_gate(skip.id, before[skip.id] or 1.0)
            network.set_residual_gate(skip.id, 0.0)
        yield
    finally:
        for skip in skips:
            network.set_gate(skip.id, before[skip.id])
            network.set_residual_gate(skip.id, 1.0)


@contextmanager
def cut(network: Network, skip: Skip) -> Iterator[None]:
    """Within it the network runs without this skip."""
    before = network.junctions[skip.id].gate
    try:
        network.set_gate(skip.id, 0.0)
        yield
    finally:
        network.set_gate(skip.id, before)


@dataclass(frozen=True)
class _Found:
    """What was measured: errors 0–1 of the network as it is, and changes of them."""

    test: float
    training: float
    blocks: tuple[Skip, ...]
    on_test: Numbers
    on_training: Numbers
    cuts: tuple[Skip, ...]
    of_cuts: Numbers
    paired: tuple[int, ...]
    of_pairs: Numbers
    others: int


def _work(subject: Subject, settings: Settings) -> Work:
    network = subject.network()
    network.module.eval()
    blocks = droppable(network)
    cuts = tuple(s for s in network.graph.skips if s.id in network.junctions and network.junctions[s.id].gate)
    if not blocks and not cuts:
        return Report((), (f"{network.graph.name} has no block with a parallel shortcut, so no block can be dropped.",))
    test = pieces(subject.test_batch(int(settings["images"])))
    training = pieces(subject.training_batch(int(settings["images"])))
    paired = _spread(len(blocks), int(settings["pairs"]))
    runs = 1 + len(blocks) + len(cuts) + len(paired) * (len(paired) - 1) // 2
    tally = Tally(runs * len(test) + (1 + len(blocks)) * len(training))
    whole, learned = (yield from _error(network, test, tally)), (yield from _error(network, training, tally))
    on_test = yield from _without(network, [(block,) for block in blocks], test, tally)
    on_training = yield from _without(network, [(block,) for block in blocks], training, tally)
    of_cuts = yield from _without_skips(network, cuts, test, tally)
    both = yield from _without(network, [(blocks[i], blocks[j]) for i, j in combinations(paired, 2)], test, tally)
    others = len(network.graph.skips) - len(blocks)
    found = _Found(
        whole,
        learned,
        blocks,
        on_test - whole,
        on_training - learned,
        cuts,
        of_cuts - whole,
        paired,
        _square(on_test[list(paired)] - whole, both - whole),
        others,
    )
    return Report(tuple(_figures(network, found)), tuple(_sentences(network, found)))


def _error(network: Network, batches: Sequence[Batch], tally: Tally) -> Generator[float, None, float]:
    module: nn.Module = network.module
    return (yield from score(module, batches, tally)).error


def _without(
    network: Network, groups: Sequence[tuple[Skip, ...]], batches: Sequence[Batch], tally: Tally
) -> Generator[float, None, Numbers]:
    errors = []
    for group in groups:
        with dropped(network, group):
            errors.append((yield from _error(network, batches, tally)))
    return np.array(errors)


def _without_skips(
    network: Network, cuts: Sequence[Skip], batches: Sequence[Batch], tally: Tally
) -> Generator[float, None, Numbers]:
    errors = []
    for skip in cuts:
        with cut(network, skip):
            errors.append((yield from _error(network, batches, tally)))
    return np.array(errors)


def _spread(count: int, most: int) -> tuple[int, ...]:
    """The blocks to be dropped in pairs; none where there is no pair."""
    chosen = evenly(count, most)
    return chosen if len(chosen) > 1 else ()


def _square(single: Numbers, both: Numbers) -> Numbers:
    """The changes of pairs as a symmetric matrix, those of single blocks on its diagonal."""
    found = np.diag(single)
    rows, columns = np.triu_indices(len(single), 1)
    found[rows, columns] = found[columns, rows] = both
    return found


def _figures(network: Network, found: _Found) -> Iterator[Figure]:
    labels, ids = block_labels(network.graph, found.blocks), tuple(skip.id for skip in found.blocks)
    axis = block_axis(network.graph, _BLOCK)

    def bars(id: str, title: str, y_label: str, values: Numbers) -> Bars:
        return Bars(id=id, title=title, x_label=axis, y_label=y_label, labels=labels, values=100 * values, skips=ids)

    if found.blocks:
        yield bars("lesion-block", "One block dropped", _ERROR, found.on_test)
    if found.cuts:
        yield Bars(
            id="lesion-skip",
            title="One skip dropped",
            x_label="skip dropped, by its block",
            y_label=_ERROR,
            labels=block_labels(network.graph, found.cuts),
            values=100 * found.of_cuts,
            skips=tuple(skip.id for skip in found.cuts),
        )
    if found.paired:
        at = np.arange(len(found.paired), dtype=np.float64)
        yield Surface(
            id="lesion-pairs",
            title="Two blocks dropped (on the diagonal: one)",
            x_label=axis,
            y_label=axis,
            z_label=_ERROR,
            x=at,
            y=at,
            z=100 * found.of_pairs,
            matrix=True,
            labels=tuple(labels[i] for i in found.paired),
        )
    if found.blocks:
        training = "change of the training error (points)"
        yield bars("lesion-training", "One block dropped, on training images", training, found.on_training)


def _sentences(network: Network, found: _Found) -> Iterator[str]:
    if found.blocks:
        yield from _of_blocks(network, found)
    if found.cuts:
        worst = int(np.abs(found.of_cuts).argmax())
        yield (
            f"Without {_one_of(len(found.cuts), 'skip')} the test error changes by {_range(found.of_cuts)} points, "
            f"most in block {block_labels(network.graph, found.cuts)[worst]}."
        )
    if found.paired:
        upper = np.triu_indices(len(found.paired), 1)
        single = np.diag(found.of_pairs)
        yield (
            f"Two blocks dropped together cost {rise(float(found.of_pairs[upper].mean()))} points on average; the sum "
            f"of what each costs alone is {rise(float(single.mean() * 2))}."
        )
    if found.others:
        yield (
            f"{found.others} of the {len(network.graph.skips)} blocks cannot be dropped: no shortcut would carry "
            "their input."
        )


def _of_blocks(network: Network, found: _Found) -> Iterator[str]:
    labels, changes = block_labels(network.graph, found.blocks), found.on_test
    worst, cheap = int(np.abs(changes).argmax()), int((changes < _CHEAP).sum())
    chance = 1 - 1 / network.graph.classes
    if found.test > _POOR * chance:
        yield (
            f"Little to lose: the unmodified network's test error, {percent(found.test)}, is close to chance "
            f"level ({percent(chance, 0)})."
        )
    yield (
        f"Without {_one_of(len(labels), 'block')} the test error of {percent(found.test)} changes by "
        f"{_range(changes)} points (median {rise(float(np.median(changes)))}), most in block {labels[worst]}; "
        f"{cheap} of the {len(labels)} can go for less than {100 * _CHEAP:.0f} points."
    )
    yield (
        f"On training images, with an error of {percent(found.training)}, it changes by "
        f"{_range(found.on_training)} points."
    )


def _one_of(count: int, what: str) -> str:
    return f"its only {what}" if count == 1 else f"one of its {count} {what}s"


def _range(changes: Numbers) -> str:
    if len(changes) == 1:
        return rise(float(changes[0]))
    return f"{rise(float(changes.min()))} to {rise(float(changes.max()))}"


LESION = ANALYSES.register(
    Analysis(
        name="lesion",
        title="Lesion study",
        question="What does the trained network lose when one block, one skip or two blocks are dropped?",
        healthy="Digits, width 8, 15 epochs, seeds 0–2: dropping one block costs plain-20 59–93 points of test "
        "error at each of its 9 blocks, ResNet-20 34–53 points at the first and a median of 1–3; 6 or 7 of its "
        "9 can go for less than 5. Of ResNet-56's 27 blocks 24 or 25 can.",
        limits="Weights are not retrained, and batch norm keeps the statistics of the whole network, so part of "
        "the increase is this mismatch, not what the block had learned. A network at chance level loses "
        "nothing.",
        source="Veit, Wilber & Belongie 2016, arXiv 1605.06431, sections 4.1 and 4.2",
        trained=True,
        work=_work,
        settings=(
            Setting(
                name="images",
                title="Images",
                about="Test images, and as many training images, for each error; all if there are fewer.",
                default=500,
                low=16,
                high=10_000,
            ),
            Setting(
                name="pairs",
                title="Blocks in pairs",
                about="Number of blocks for which every pair is dropped, evenly spaced if there are more; 0: none. "
                "The time grows with the square: 30 blocks have 435 pairs.",
                default=30,
                low=0,
                high=60,
            ),
        ),
    )
)
